package io.florin.ops.tool.conformance;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bare connection to the HTTP port: any text out, responses in. One thread. */
final class HttpPeer implements AutoCloseable {
    private static final Pattern CODE = Pattern.compile("\"code\":\"([a-z_0-9]+)\"");
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 (\\d{3}) .*");

    private final Target target;
    private final Socket socket;
    private final InputStream in;

    private HttpPeer(Target target) throws IOException {
        this.target = target;
        this.socket = target.connect();
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    static HttpPeer connect(Target target) throws IOException {
        return new HttpPeer(target);
    }

    /**
     * What came.
     *
     * @param headers by their names in small letters.
     */
    record Response(int status, Map<String, String> headers, String body) {
        /** Status, and the problem's code if it is one: {@code 411 length_required}. */
        String words() {
            Matcher code = CODE.matcher(body);
            boolean isProblem = headers.getOrDefault("content-type", "").startsWith("application/problem+json");
            return isProblem && code.find() ? status + " " + code.group(1) : Integer.toString(status);
        }
    }

    /** A header line that says who asks; nothing if nobody need. */
    String authorization() {
        return target.key().isEmpty() ? "" : "Authorization: Bearer " + target.key() + "\r\n";
    }

    /** As it stands, but that {@code \n} ends lines and {@code AUTH} is whoever asks. */
    HttpPeer send(String text) throws IOException {
        String lines =
                text.replace("AUTH\n", authorization()).replace("\r\n", "\n").replace("\n", "\r\n");
        return sendRaw(lines);
    }

    HttpPeer sendRaw(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** A whole request with a body of JSON. */
    Response ask(String method, String path, String body, String... headers) throws IOException {
        var request = new StringBuilder(method + " " + path + " HTTP/1.1\nHost: conformance\nAUTH\n");
        for (String header : headers) request.append(header).append('\n');
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        if (!method.equals("GET")) {
            request.append("Content-Type: application/json\nContent-Length: ")
                    .append(length)
                    .append('\n');
        }
        return send(request.append('\n').toString()).sendRaw(body).response();
    }

    Response response() throws IOException {
        String line = line();
        Matcher status = STATUS_LINE.matcher(line);
        Differs.unless(status.matches(), "a status line of HTTP/1.1", line.isEmpty() ? "the end" : line);
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            Differs.unless(colon > 0, "a header", header);
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        int code = Integer.parseInt(status.group(1));
        if (code < 200) return new Response(code, headers, "");
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Response(code, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    /** Whether nothing more comes. */
    boolean isOver() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
