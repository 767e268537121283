package io.florin.ops.tool;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

@Command(name = "version", description = "Print the version of Florin and of the JVM it runs on.")
final class VersionCommand implements Runnable, IVersionProvider {
    @Override
    public void run() {
        for (String line : getVersion()) {
            System.out.println(line);
        }
    }

    @Override
    public String[] getVersion() {
        @Nullable String packaged = VersionCommand.class.getPackage().getImplementationVersion();
        return new String[] {
            "florin " + (packaged == null ? "not packaged" : packaged),
            "java " + Runtime.version() + " " + System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        };
    }
}
