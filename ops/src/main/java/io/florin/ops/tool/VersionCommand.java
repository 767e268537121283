package io.florin.ops.tool;

import io.florin.ops.Build;
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
        return new String[] {
            "florin " + Build.id(),
            "java " + Runtime.version() + " " + System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        };
    }
}
