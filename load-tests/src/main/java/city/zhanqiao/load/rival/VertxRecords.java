package city.zhanqiao.load.rival;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;

import java.util.UUID;

/**
 * Reads one booking and its history by the shortest way that is known: Vert.x and its PostgreSQL
 * client, no log-in, no framework, the same two queries and the same fields.
 */
public final class VertxRecords extends VerticleBase {

    private static final String BOOKING =
            """
            SELECT id, version, reference, state, hall, desk, service, starts_at, ends_at, resident,
                   agent, application, sequence, free_at
              FROM booking WHERE id = $1
            """;

    private static final String STEPS =
            "SELECT at, act, state FROM booking_step WHERE booking = $1 ORDER BY version";

    private static final int CONNECTIONS = 12;

    private final int port;
    private final Pool pool;

    private VertxRecords(int port, Pool pool) {
        this.port = port;
        this.pool = pool;
    }

    /**
     * Starts the server, one event loop for each core.
     *
     * @param arguments its port, the port of PostgreSQL, the database
     */
    public static void main(String... arguments) {
        Vertx vertx = Vertx.vertx();
        PgConnectOptions options =
                new PgConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(Integer.parseInt(arguments[1]))
                        .setDatabase(arguments[2])
                        .setUser("postgres")
                        .setPassword("postgres")
                        .setCachePreparedStatements(true);
        int cores = Runtime.getRuntime().availableProcessors();
        Pool pool =
                PgBuilder.pool()
                        .with(new PoolOptions().setMaxSize(CONNECTIONS).setEventLoopSize(cores))
                        .connectingTo(options)
                        .using(vertx)
                        .build();
        vertx.deployVerticle(
                        () -> new VertxRecords(Integer.parseInt(arguments[0]), pool),
                        new DeploymentOptions().setInstances(cores))
                .onFailure(fault -> Runtime.getRuntime().halt(1));
    }

    @Override
    public Future<?> start() {
        return vertx.createHttpServer().requestHandler(this::answer).listen(port, "127.0.0.1");
    }

    private void answer(HttpServerRequest request) {
        String path = String.valueOf(request.path());
        if (path.equals("/ready")) {
            request.response().end();
            return;
        }
        UUID id = UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
        read(id).onSuccess(json ->
                        request.response()
                                .putHeader("Content-Type", "application/json")
                                .end(json.toBuffer()))
                .onFailure(fault -> request.response().setStatusCode(500).end());
    }

    private Future<JsonObject> read(UUID id) {
        return pool.preparedQuery(BOOKING)
                .execute(Tuple.of(id))
                .compose(booking ->
                        pool.preparedQuery(STEPS)
                                .execute(Tuple.of(id))
                                .map(steps -> toJson(booking.iterator().next(), steps)));
    }

    private static JsonObject toJson(Row booking, RowSet<Row> steps) {
        JsonArray timeline = new JsonArray();
        steps.forEach(step -> timeline.add(step.toJson()));
        return booking.toJson().put("timeline", timeline);
    }
}
