package city.zhanqiao.applications.material;

import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.file.FileName;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What lies in the file of a case for one of its materials.
 *
 * @param application the case, or the bundle's case for its members
 * @param name as the sender called it
 * @param version one more with each replacement
 */
record Document(
        UUID id,
        ApplicationId application,
        String material,
        ResidentId resident,
        State state,
        Optional<Trust> trust,
        Optional<FileName> name,
        Optional<Content> content,
        Instant addedAt,
        Version version) {

    /** How far it has come. */
    enum State {
        /** Its bytes are kept. */
        KEPT,
        /** A clerk has seen the original; nothing was kept. */
        SEEN,
        /** An agency is being asked for it. */
        AWAITED,
        /** The agency has none: now the resident may be asked. */
        ABSENT,
        /** The agency does not answer; it is asked on, and staff know. */
        SILENT
    }

    /** How far a paper can be relied on (国办函〔2016〕108号). */
    enum Trust {
        /** Issued by an agency and fetched from it. */
        A,
        /** Verified against its original at a window. */
        B,
        /** Uploaded by the applicant; the original has not been seen. */
        C,
        /** Made by the applicant, who vouches for it. */
        D
    }

    /** The bytes. */
    record Content(UUID id, long size, int pieces, String type, byte[] sha256) {}

    boolean isThere() {
        return state == State.KEPT || state == State.SEEN;
    }
}
