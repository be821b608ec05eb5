@echo off
rem Starts keras-jvm from its distribution: bin, lib, demo. JAVA_HOME chooses the Java, 17 or newer; KERAS_JVM_OPTS
rem holds more options for the JVM.
setlocal
set "HOME_DIR=%~dp0.."
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo keras-jvm: needs Java 17 or newer. Install one, or set JAVA_HOME 1>&2
  exit /b 7
)
"%JAVA%" -Djdk.serialFilter=!* -Djava.awt.headless=true -Xlog:disable -Xlog:all=error:stderr -XX:+UseSerialGC ^
  "-Dkeras-jvm.home=%HOME_DIR%" %KERAS_JVM_OPTS% -cp "%HOME_DIR%\lib\*" io.github.kerasjvm.cli.Main %*
exit /b %ERRORLEVEL%
