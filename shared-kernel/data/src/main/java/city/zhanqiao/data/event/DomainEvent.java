package city.zhanqiao.data.event;

/**
 * Something that happened, as a past-tense record. Its components become the event's data:
 * identifiers, codes and times, never personal data.
 */
public interface DomainEvent {

    /**
     * Versioned name, such as {@code city.zhanqiao.application.accepted.v1}; listed in
     * docs/events.md.
     */
    String type();

    /** The id of what it happened to. */
    String subject();
}
