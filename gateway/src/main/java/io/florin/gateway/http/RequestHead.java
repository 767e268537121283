package io.florin.gateway.http;

import io.florin.gateway.http.KnownHeaders.Name;
import io.florin.gateway.session.Limits;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

/**
 * What line and headers of a request say, checked.
 *
 * @param contentLength bytes of the body; 0 if there is none.
 * @param isLines whether the body is lines of JSON instead of one value.
 * @param key the {@code Idempotency-Key}; empty if there is none.
 * @param notAfterNs deadline for sequencing, ns since the epoch; 0 for none.
 * @param expectedVersion of the limits that are to be changed; 0 if none are.
 * @param minimum position from which on a read is answered.
 * @param lastEventId of a stream that goes on; empty if there is none.
 * @param isExpecting whether the client waits for 100 before it sends the body.
 */
record RequestHead(
        Route route,
        String path,
        int contentLength,
        boolean isLines,
        String key,
        long notAfterNs,
        long expectedVersion,
        Preferences preferences,
        Parameters parameters,
        MinimumPosition minimum,
        String lastEventId,
        boolean isExpecting) {

    /** Checks the request in the order of API.md, section 4.1, and fills the exchange as far as it gets. */
    static RequestHead of(
            HttpRequest request, KnownHeaders headers, HttpPort port, Identity identity, Exchange exchange) {
        headers.read(request.headers());
        requireParsed(request, headers.isGiven(Name.TRANSFER_ENCODING));
        HeaderRules.requireHost(headers);
        exchange.isKeptAlive = !headers.isGiven(Name.CONNECTION) || HttpUtil.isKeepAlive(request);
        String requestId = HeaderRules.requestId(headers);
        if (!requestId.isEmpty()) exchange.requestId = requestId;
        exchange.traceparent = HeaderRules.traceparent(headers);
        long contentLength = HeaderRules.contentLength(headers);
        identity.admit(request, headers, exchange);
        return admitted(request, headers, port, contentLength, exchange);
    }

    /** Of somebody who may ask. */
    private static RequestHead admitted(
            HttpRequest request, KnownHeaders headers, HttpPort port, long contentLength, Exchange exchange) {
        String uri = request.uri();
        if (!uri.startsWith("/")) {
            throw RequestFault.invalid("", "the target must be a path").closing();
        }
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        String method = request.method().name();
        Route route = Route.of(port.surface(), path, method);
        if (route == null) throw noBody(contentLength, notFound(port.surface(), path));
        exchange.route = route;
        boolean isMethod = route.method().equals(method);
        if (!isMethod) throw noBody(contentLength, RequestFault.of("method_not_allowed"));
        exchange.name = route.name(path);
        Parameters parameters =
                query < 0 ? Parameters.NONE : Parameters.of(uri.substring(query + 1), route.parameters());
        exchange.isAtomic = parameters.isTrue("atomic");
        if (route == Route.EVENT_STREAM) exchange.isKeptAlive = false; // nothing is read behind it
        requireBody(route, contentLength, port.limits());
        MinimumPosition minimum = HeaderRules.minimum(headers);
        if (minimum.isAsked() && route.hasBody()) throw notForReads();
        Preferences preferences = Preferences.of(headers.one(Name.PREFER));
        preferences.noteIn(exchange, route, minimum);
        return new RequestHead(
                route,
                path,
                (int) Math.max(0, contentLength),
                route.hasBody() && HeaderRules.isLines(headers, route.isBatch()),
                HeaderRules.idempotencyKey(headers),
                HeaderRules.notAfterNs(headers),
                route == Route.ACCOUNT_LIMITS ? HeaderRules.version(headers) : 0,
                preferences,
                parameters,
                minimum,
                HeaderRules.lastEventId(headers),
                HeaderRules.isExpecting(headers));
    }

    private static RequestFault notForReads() {
        return RequestFault.invalid(Name.FLORIN_MIN_SEQUENCE.toString(), "is for reads")
                .closing();
    }

    private static void requireParsed(HttpRequest request, boolean isCoded) {
        Throwable failure = request.decoderResult().cause();
        if (failure instanceof TooLongHttpLineException) {
            throw RequestFault.of("uri_too_long").closing();
        }
        if (failure instanceof TooLongHttpHeaderException || failure instanceof TooLongFrameException) {
            throw RequestFault.of("headers_too_large").closing();
        }
        if (isCoded) throw RequestFault.of("length_required").closing();
        if (failure != null) {
            boolean isVersion = request.protocolVersion().majorVersion() > 1;
            if (isVersion) throw RequestFault.of("http_version_unsupported").closing();
            throw RequestFault.invalid("", "this is not HTTP/1.1 as RFC 9112 has it")
                    .closing();
        }
        if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
            throw RequestFault.of("http_version_unsupported").closing();
        }
        HttpMethod method = request.method();
        if (method.equals(HttpMethod.CONNECT) || method.equals(HttpMethod.TRACE)) {
            throw RequestFault.of("method_not_allowed").closing();
        }
        if (request.headers().size() > HeaderRules.HEADERS_MAX) {
            throw RequestFault.of("headers_too_large").closing();
        }
    }

    private static RequestFault notFound(Route.Surface surface, String path) {
        boolean isPublic = surface == Route.Surface.PUBLIC;
        boolean isElsewhere = Route.of(isPublic ? Route.Surface.ADMIN : Route.Surface.PUBLIC, path, "") != null;
        if (!isElsewhere) return RequestFault.of("resource_not_found");
        String where = isPublic ? "admin" : "public";
        return RequestFault.of("resource_not_found", "this is a resource of the " + where + " port");
    }

    /** Where a body would come that nobody wants to read, the connection ends. */
    private static RequestFault noBody(long contentLength, RequestFault fault) {
        return contentLength > 0 ? fault.closing() : fault;
    }

    private static void requireBody(Route route, long contentLength, Limits limits) {
        if (!route.hasBody()) {
            if (contentLength > 0) {
                throw RequestFault.invalid("Content-Length", "GET has no body").closing();
            }
            return;
        }
        if (contentLength < 0) throw RequestFault.of("length_required");
        int max = route.isBatch() ? limits.batchBodyBytes() : limits.bodyBytes();
        if (contentLength > max) {
            throw RequestFault.of("body_too_large", "at most " + max + " bytes are read here")
                    .closing();
        }
    }
}
