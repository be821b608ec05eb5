package io.github.kerasjvm.cli.command;

import io.github.kerasjvm.engine.Device;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a device on the command line. */
final class DeviceName implements ITypeConverter<Device> {

    DeviceName() {}

    @Override
    public Device convert(String name) {
        try {
            return Device.parse(name);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
