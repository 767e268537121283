package io.florin.ops.tool;

import picocli.CommandLine.Option;

/** {@code -o table|json}, the same for every verb that prints. */
public final class OutputOption {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "TABLE",
            description = "table for people, json for programs; default ${DEFAULT-VALUE}.")
    Fields.Format format = Fields.Format.TABLE;

    /** Whether a person reads it. */
    public boolean isTable() {
        return format == Fields.Format.TABLE;
    }

    /** Prints to stdout. */
    public void print(Fields fields) {
        System.out.println(fields.print(format));
    }
}
