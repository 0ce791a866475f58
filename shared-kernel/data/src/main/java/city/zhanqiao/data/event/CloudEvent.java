package city.zhanqiao.data.event;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An event on its way from one service to another (CloudEvents 1.0, JSON format). {@code sequence}
 * is the position in the sender's log: 1, 2, 3 … without a gap.
 *
 * @param source the sending service
 * @param log tells the sender's log from that of another database
 * @param traceparent in which trace it happened (the extension for distributed tracing); empty when
 *     nobody recorded it
 */
public record CloudEvent(
        String specversion,
        UUID id,
        String source,
        String type,
        String subject,
        Instant time,
        long sequence,
        UUID log,
        Optional<String> traceparent,
        JsonNode data) {}
