package city.zhanqiao.local.journey;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * Takes spans as an OpenTelemetry collector does (OTLP 1.x over HTTP, {@code
 * ExportTraceServiceRequest}) and keeps what tests ask for. The numbers of the fields stand in the
 * protocol's {@code trace.proto}, {@code resource.proto} and {@code common.proto}.
 */
final class SpanCollector implements AutoCloseable {

    private final HttpServer server;
    private final Queue<Span> spans = new ConcurrentLinkedQueue<>();

    private SpanCollector(HttpServer server) {
        this.server = server;
    }

    static SpanCollector start() {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            SpanCollector collector = new SpanCollector(server);
            server.createContext("/v1/traces", collector::take);
            server.start();
            return collector;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    String address() {
        return "http://127.0.0.1:%d/v1/traces".formatted(server.getAddress().getPort());
    }

    /** The spans of one trace that have come so far. */
    List<Span> of(String traceId) {
        return spans.stream().filter(span -> span.traceId().equals(traceId)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            messages(UnknownFieldSet.parseFrom(exchange.getRequestBody().readAllBytes()), 1)
                    .flatMap(SpanCollector::ofOneProgram)
                    .forEach(spans::add);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static Stream<Span> ofOneProgram(UnknownFieldSet resourceSpans) {
        String program =
                messages(resourceSpans, 1)
                        .flatMap(resource -> messages(resource, 1))
                        .filter(attribute -> text(attribute, 1).equals("service.name"))
                        .flatMap(attribute -> messages(attribute, 2))
                        .map(value -> text(value, 1))
                        .findFirst()
                        .orElse("");
        return messages(resourceSpans, 2)
                .flatMap(scope -> messages(scope, 2))
                .map(span ->
                        new Span(program, text(span, 5), hex(span, 1), hex(span, 2), hex(span, 4)));
    }

    private static Stream<UnknownFieldSet> messages(UnknownFieldSet message, int field) {
        return message.getField(field).getLengthDelimitedList().stream().map(SpanCollector::parse);
    }

    private static UnknownFieldSet parse(ByteString bytes) {
        try {
            return UnknownFieldSet.parseFrom(bytes);
        } catch (InvalidProtocolBufferException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static String text(UnknownFieldSet message, int field) {
        return bytes(message, field).toStringUtf8();
    }

    private static String hex(UnknownFieldSet message, int field) {
        return HexFormat.of().formatHex(bytes(message, field).toByteArray());
    }

    private static ByteString bytes(UnknownFieldSet message, int field) {
        List<ByteString> values = message.getField(field).getLengthDelimitedList();
        return values.isEmpty() ? ByteString.EMPTY : values.getFirst();
    }

    /** One step of a trace in one program. */
    record Span(String program, String name, String traceId, String id, String parentId) {}
}
