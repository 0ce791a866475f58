package city.zhanqiao.data.event;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

/** Lets a service take another's log in once more, to build a read model from scratch. */
public final class EventReplay {

    private static final String REWIND =
            "UPDATE event_consumed SET position = 0 WHERE source = :source";

    private final DatabaseClient database;

    EventReplay(DatabaseClient database) {
        this.database = database;
    }

    /**
     * The log is read from its first event on. To be called in the transaction that empties what
     * the events have built: waits for the events that are being taken in.
     *
     * @param source the sending service; every subscription to it hears everything again
     */
    public Mono<Void> of(String source) {
        return database.sql(REWIND).bind("source", source).then();
    }
}
