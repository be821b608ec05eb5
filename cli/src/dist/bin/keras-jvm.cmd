@echo off
rem Starts keras-jvm from its distribution: bin, lib, demo. JAVA_HOME chooses the Java, 17 or newer; KERAS_JVM_OPTS
rem holds more options for the JVM; KERAS_JVM_NO_CDS=1 starts without the archive of loaded classes.
setlocal EnableExtensions DisableDelayedExpansion
for %%d in ("%~dp0..") do set "HOME_DIR=%%~fd"
set "JAVA="
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
if not defined JAVA for %%j in (java.exe) do set "JAVA=%%~$PATH:j"
if not defined JAVA goto :nojava
if not exist "%JAVA%" goto :nojava

set "MAIN=io.github.kerasjvm.cli.Main"
set "COMMON=-Djdk.serialFilter=!* -Djava.awt.headless=true -Xlog:disable -Xlog:all=error:stderr"

rem An archive of the classes as they are after loading, one for each Java, as in the script for other systems.
set "ARCHIVE="
set "NATIVE="
if defined KERAS_JVM_NO_CDS goto :start
set "FOLDER=%HOME_DIR%\cds"
if not exist "%FOLDER%\" mkdir "%FOLDER%" 2>nul
if not exist "%FOLDER%\" set "FOLDER=%LOCALAPPDATA%\keras-jvm\cds"
set "NAME=%JAVA%-%HOME_DIR%"
set "NAME=%NAME:\=-%"
set "NAME=%NAME::=%"
set "ARCHIVE=%FOLDER%\keras-jvm-%NAME%.jsa"
if not exist "%FOLDER%\" mkdir "%FOLDER%" 2>nul
set "IS_NEW="
if not exist "%ARCHIVE%.java" set "IS_NEW=1"
if defined IS_NEW "%JAVA%" -version 2>"%ARCHIVE%.java"
if not exist "%ARCHIVE%.java" goto :start

rem Newer Javas want to be told that native libraries are wanted, and that DL4J's old way to memory is known; an archive
rem is made with the same options as it is used with.
set "VERSION=0"
for /f "usebackq tokens=2,3" %%a in ("%ARCHIVE%.java") do if "%%a"=="version" set "VERSION=%%~b"
for /f "delims=.-+" %%m in ("%VERSION%") do set "VERSION=%%m"
if %VERSION% GEQ 24 set "NATIVE=--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
if defined IS_NEW call :archive
set "LIST=%ARCHIVE%.%RANDOM%.list"
"%JAVA%" %COMMON% %NATIVE% -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:DumpLoadedClassList="%LIST%" ^
  "-Dkeras-jvm.home=%HOME_DIR%" -cp "%HOME_DIR%\lib\*" %MAIN% warm-up >nul 2>&1
"%JAVA%" %COMMON% %NATIVE% -XX:+UseG1GC -Xshare:dump -XX:SharedClassListFile="%LIST%" -XX:SharedArchiveFile="%LIST%.jsa" ^
  -cp "%HOME_DIR%\lib\*" >nul 2>&1 && move /y "%LIST%.jsa" "%ARCHIVE%" >nul 2>&1
del /q "%LIST%" "%LIST%.jsa" >nul 2>&1
exit /b 0

:nojava
echo keras-jvm: needs Java 17 or newer. Install one, or set JAVA_HOME 1>&2
exit /b 7
