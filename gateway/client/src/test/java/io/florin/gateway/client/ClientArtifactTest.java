package io.florin.gateway.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The jar and the POM as they are published: a user of the client must not carry the server. */
final class ClientArtifactTest {
    private static final Path TARGET = Path.of("target");
    private static final Pattern DEPENDENCY = Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);
    private static final Pattern GROUP = Pattern.compile("<groupId>([^<]+)</groupId>");

    @Test
    void holdsTheClientAndTheProtocolAndNothingElse() throws IOException {
        try (var jar = new JarFile(jar().toFile())) {
            List<String> classes = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .toList();
            assertTrue(classes.contains("io/florin/gateway/client/package-info.class"), classes.toString());
            assertTrue(classes.contains("io/florin/protocol/package-info.class"), classes.toString());
            assertEquals(
                    List.of(),
                    classes.stream()
                            .filter(name -> !name.startsWith("io/florin/gateway/client/"))
                            .filter(name -> !name.startsWith("io/florin/protocol/"))
                            .toList());
        }
    }

    @Test
    void asksForNothingOfOursAndForNoRing() throws IOException {
        String pom = Files.readString(Path.of("dependency-reduced-pom.xml"));
        Set<String> groups = new TreeSet<>();
        for (MatchResult dependency : DEPENDENCY.matcher(pom).results().toList()) {
            if (dependency.group().contains("<scope>test</scope>")) continue;
            var group = GROUP.matcher(dependency.group());
            assertTrue(group.find(), dependency.group());
            groups.add(group.group(1));
        }
        assertEquals(Set.of("io.netty", "org.agrona", "org.jspecify", "tools.jackson.core"), groups);
    }

    /** The JDK's own tool looks up every class that the jar names, on a class path without the server. */
    @Test
    void findsEveryClassItNamesWithoutTheServer() throws IOException {
        String libraries = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("florin-engine") && !entry.contains("florin-gateway"))
                .filter(entry -> entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
        var text = new StringWriter();
        var writer = new PrintWriter(text);
        int code = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(writer, writer, "--multi-release", "25", "--missing-deps", "-cp", libraries, jar().toString());
        assertEquals("", text.toString().strip());
        assertEquals(0, code);
    }

    private static Path jar() throws IOException {
        try (var files = Files.list(TARGET)) {
            return files.filter(file -> file.getFileName().toString().matches("florin-client-[^-]+\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
