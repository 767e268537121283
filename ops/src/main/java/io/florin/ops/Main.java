package io.florin.ops;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * The door of the process: looks at the JVM it was given, says what is missing, and only then lets other classes load.
 *
 * <p>Compiled for release 17, unlike everything else, so that {@code java -jar} under an older JDK reads a sentence
 * and not a {@code LinkageError}. Hence it names no other class of Florin.
 */
public final class Main {
    static final int JDK_FEATURE = 25;
    static final int EXIT_USAGE = 2;
    static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";
    static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";

    private static final String COMMAND_CLASS = "io.florin.ops.tool.FlorinCommand";
    private static final String UNSAFE_PROPERTY = "sun.misc.unsafe.memory.access";
    private static final List<String> EXPORTED = List.of("jdk.internal.ref", "sun.nio.ch");
    private static final List<String> OPENED = List.of("java.lang.reflect", "sun.nio.ch", "jdk.internal.misc");
    private static final List<String> SILENCED =
            List.of("chronicle.analytics.disable", "chronicle.announcer.disable", "chronicle.disk.monitor.disable");

    private Main() {}

    /** Starts the command line, or exits with 2 and the lines that the start of the JVM lacked. */
    public static void main(String[] args) throws ReflectiveOperationException {
        int feature = Runtime.version().feature();
        if (feature != JDK_FEATURE) {
            refuse("Florin runs on JDK " + JDK_FEATURE + ", and this is " + Runtime.version() + " in "
                    + System.getProperty("java.home") + ": start bin/florin, or set JAVA_HOME to a JDK " + JDK_FEATURE
                    + ".");
        }
        List<String> missing = missingFlags();
        if (!missing.isEmpty()) {
            refuse("Florin was started without flags that it needs. Start bin/florin, or java @florin.jvmargs, or add:"
                    + System.lineSeparator() + String.join(System.lineSeparator(), missing));
        }
        SILENCED.forEach(name -> System.setProperty(name, "true"));
        System.exit(run(args));
    }

    /** Every flag that this check knows, as a line of {@code florin.jvmargs}. */
    static List<String> flags() {
        List<String> flags = new ArrayList<>();
        EXPORTED.forEach(name -> flags.add(export(name)));
        OPENED.forEach(name -> flags.add(open(name)));
        flags.add(NATIVE_ACCESS);
        flags.add(UNSAFE);
        SILENCED.forEach(name -> flags.add("-D" + name + "=true"));
        return flags;
    }

    /**
     * The flags that this JVM runs without and Florin cannot. An absent Unsafe flag is none of them: no manifest has
     * a key for it, and without it JDK 25 only warns; a denial is.
     */
    static List<String> missingFlags() throws ReflectiveOperationException {
        Module base = Object.class.getModule();
        Module florin = Main.class.getModule();
        List<String> missing = new ArrayList<>();
        for (String name : EXPORTED) {
            if (!base.isExported(name, florin)) missing.add(export(name));
        }
        for (String name : OPENED) {
            if (!base.isOpen(name, florin)) missing.add(open(name));
        }
        Method nativeAccess = Module.class.getMethod("isNativeAccessEnabled"); // since 22, hence not by name
        if (!(boolean) nativeAccess.invoke(florin)) missing.add(NATIVE_ACCESS);
        if ("deny".equals(System.getProperty(UNSAFE_PROPERTY))) missing.add(UNSAFE);
        return missing;
    }

    private static int run(String[] args) throws ReflectiveOperationException {
        try {
            return (int) Class.forName(COMMAND_CLASS)
                    .getMethod("run", String[].class)
                    .invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the command failed without an answer of its own", e.getCause());
        }
    }

    private static void refuse(String reason) {
        System.err.println(reason);
        System.exit(EXIT_USAGE);
    }

    private static String export(String packageName) {
        return "--add-exports=java.base/" + packageName + "=ALL-UNNAMED";
    }

    private static String open(String packageName) {
        return "--add-opens=java.base/" + packageName + "=ALL-UNNAMED";
    }
}
