package io.florin.ops.tool;

import picocli.CommandLine.Option;

/** {@code -o table|json|csv}, the same for every verb that prints. */
public final class OutputOption {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "TABLE",
            description = "table for people, json or csv for programs; default ${DEFAULT-VALUE}.")
    Fields.Format format = Fields.Format.TABLE;

    private boolean isHeaderPrinted;

    /** Whether a person reads it. */
    public boolean isTable() {
        return format == Fields.Format.TABLE;
    }

    boolean isCsv() {
        return format == Fields.Format.CSV;
    }

    /** Prints to stdout; in CSV with a header above the first. */
    public void print(Fields fields) {
        if (format == Fields.Format.CSV && !isHeaderPrinted) System.out.println(fields.csvHeader());
        isHeaderPrinted = true;
        System.out.println(fields.print(format));
    }
}
