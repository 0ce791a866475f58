package city.zhanqiao.residents.consent;

import city.zhanqiao.city.identity.ResidentId;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * That somebody agreed, and perhaps took it back.
 *
 * @param resident whose data it is about
 * @param actor who agreed: the resident, or the guardian of a child
 * @param textHash SHA-256 of what was shown
 * @param language in which it was shown
 */
record Consent(
        UUID id,
        ResidentId resident,
        ResidentId actor,
        String code,
        int textVersion,
        String textHash,
        String language,
        String purpose,
        List<String> dataKinds,
        String recipient,
        boolean sensitive,
        String channel,
        Instant givenAt,
        Optional<Instant> withdrawnAt) {}
