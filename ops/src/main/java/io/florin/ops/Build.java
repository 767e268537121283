package io.florin.ops;

import org.jspecify.annotations.Nullable;

/** Which Florin this is. */
public final class Build {
    private Build() {}

    /** Version of the packaged release, or a word that says there is none. */
    public static String id() {
        @Nullable String version = Build.class.getPackage().getImplementationVersion();
        return version == null ? "not packaged" : version;
    }
}
