package city.zhanqiao.applications.casework;

import city.zhanqiao.city.problem.ProblemException;

import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;

import java.util.Optional;

/** Another feature of this service that may object to a submission, in its own words. */
@FunctionalInterface
public interface SubmissionCheck {

    /**
     * @param draft with the promise that was signed; at a window it is not stored yet
     * @param form as it will be handed in
     * @return what the applicant is told, or nothing
     */
    Mono<Optional<ProblemException>> objection(Application draft, JsonNode form);
}
