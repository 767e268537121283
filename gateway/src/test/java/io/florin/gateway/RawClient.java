package io.florin.gateway;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A socket that sends whatever a test wants, and reads HTTP responses or plain bytes. Every response is held against
 * the {@link Contract}. One thread; has a deadline.
 */
public final class RawClient implements AutoCloseable {
    private static final int TIMEOUT_MS = 10_000;

    private final Socket socket;
    private final InputStream in;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    public static RawClient connect(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MS);
        socket.setTcpNoDelay(true);
        return new RawClient(socket);
    }

    /** On a socket that is connected, and perhaps encrypted. */
    public static RawClient over(Socket socket) throws IOException {
        socket.setSoTimeout(TIMEOUT_MS);
        return new RawClient(socket);
    }

    /** An HTTP response. */
    public record Response(int status, Map<String, String> headers, String body) {
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    public Response get(String path, String... headers) throws IOException {
        Response response = unchecked("GET", path, headers);
        Contract.served().check("GET", path, response);
        return response;
    }

    /** Asks without a body, and takes whatever comes. */
    Response unchecked(String method, String path, String... headers) throws IOException {
        send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + lines(headers) + "\r\n");
        return anyResponse();
    }

    public Response request(String method, String path, String body, String type, String... headers)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\nContent-Length: "
                + bytes.length + "\r\n" + lines(headers) + "\r\n");
        send(bytes);
        Response response = anyResponse();
        Contract.served().check(method, path, response);
        return response;
    }

    private static String lines(String... headers) {
        var lines = new StringBuilder();
        for (String header : headers) lines.append(header).append("\r\n");
        return lines.toString();
    }

    /** The next response; a problem is held against the contract. */
    public Response response() throws IOException {
        Response response = anyResponse();
        boolean isProblem =
                Contract.served().isProblem(response) && !response.body().isEmpty();
        if (isProblem) Contract.served().checkProblem(response);
        return response;
    }

    private Response anyResponse() throws IOException {
        String line = line();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            headers.put(header.substring(0, colon), header.substring(colon + 1).trim());
        }
        int status = Integer.parseInt(line.split(" ", -1)[1]);
        int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
        return new Response(status, headers, new String(bytes(length), StandardCharsets.UTF_8));
    }

    /** So many bytes, or an exception if the other side ends before. */
    public byte[] bytes(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) throw new EOFException("ended after " + bytes.length + " of " + length);
        return bytes;
    }

    /** Whatever comes until the other side ends. */
    public byte[] rest() throws IOException {
        return in.readAllBytes();
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) throw new EOFException("ended within a line: " + line);
            if (b != '\r') line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
