package io.florin.gateway.http;

import io.florin.protocol.Problem;
import io.florin.protocol.ProblemCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the public port serves for people and generators of clients: the API as an OpenAPI 3.1 document, and a page to
 * browse it with, which needs nothing from elsewhere. Read once; any thread.
 */
final class Documents {
    static final String OPENAPI = "openapi.yaml";
    static final String PAGE = "page.html";

    /** Where the document lists the results and refusals; the one list of them is {@link ProblemCatalogue}. */
    private static final String CODES = "enum: [] # filled from problems.csv when it is served";

    private static final Documents INSTANCE = new Documents();

    private final Map<String, Document> byName;

    /** Bytes and their media type; the bytes are shared and never changed. */
    @SuppressWarnings("ArrayRecordComponent") // a constant, compared by nobody
    record Document(String type, byte[] content) {}

    private Documents() {
        String openapi = new String(read(OPENAPI), StandardCharsets.UTF_8).replace(CODES, "enum: " + codes());
        byName = Map.of(
                OPENAPI,
                new Document("application/yaml", openapi.getBytes(StandardCharsets.UTF_8)),
                PAGE,
                new Document("text/html; charset=utf-8", read("docs/page.html")),
                "page.js",
                script("page.js"),
                "swagger-ui-bundle.js",
                script("swagger-ui-bundle.js"),
                "swagger-ui.css",
                new Document("text/css; charset=utf-8", read("docs/swagger-ui.css")));
    }

    static Documents instance() {
        return INSTANCE;
    }

    /** Null if nothing has this name. */
    @Nullable
    Document find(String name) {
        return byName.get(name);
    }

    private static String codes() {
        return ProblemCatalogue.instance().all().stream()
                .map(Problem::code)
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static Document script(String name) {
        return new Document("text/javascript; charset=utf-8", read("docs/" + name));
    }

    private static byte[] read(String name) {
        try (InputStream in = Documents.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException("not in this build: resource=" + name);
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot be read: resource=" + name, unreadable);
        }
    }
}
