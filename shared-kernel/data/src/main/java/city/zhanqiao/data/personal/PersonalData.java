package city.zhanqiao.data.personal;

import city.zhanqiao.city.identity.ResidentId;

import reactor.core.publisher.Mono;

/**
 * A feature that holds data about residents. A service that declares at least one such bean answers
 * {@code GET /internal/v1/exports/{residentId}} with what all of them give; nothing else is needed.
 *
 * <pre>{@code
 * @Bean
 * PersonalData cases(Applications applications) {
 *     return resident -> applications.listAll(resident)
 *             .collectList()
 *             .map(cases -> PersonalPart.of("applications", "办件", "Applications", cases)
 *                     .withOpen(…).withKept(…));
 * }
 * }</pre>
 */
@FunctionalInterface
public interface PersonalData {

    /** Everything about the resident, opened; an empty part where there is nothing. */
    Mono<PersonalPart> of(ResidentId resident);
}
