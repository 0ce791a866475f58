package city.zhanqiao.pilots.app;

import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.pilots.app.Documents.Document;
import city.zhanqiao.pilots.app.Documents.Edition;
import city.zhanqiao.pilots.app.Documents.Status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One version in the history, newest first. */
record Change(
        long version,
        Status status,
        String reason,
        StaffId author,
        Instant proposedAt,
        Optional<StaffId> approver,
        Optional<Instant> decidedAt) {

    static List<Change> of(Document<?> document) {
        return document.editions().stream().map(Change::of).toList();
    }

    private static Change of(Edition<?> edition) {
        return new Change(
                edition.version(),
                edition.status(),
                edition.reason(),
                edition.author(),
                edition.proposedAt(),
                edition.approver(),
                edition.decidedAt());
    }
}
