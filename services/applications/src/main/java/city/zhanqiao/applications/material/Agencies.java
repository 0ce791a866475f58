package city.zhanqiao.applications.material;

import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.identity.ResidentId;

import reactor.core.publisher.Mono;

import java.util.Optional;

/** The agencies that share what they hold (数据共享). */
interface Agencies {

    /** Asks for one paper; errors when the agency does not answer in time. */
    Mono<Answer> ask(Question question);

    /**
     * What is asked.
     *
     * @param person the agency's and our common pseudonym of the person
     * @param firm credit code, where a firm applies
     * @param purpose item and receipt number: agencies record for what they shared something
     */
    record Question(
            DepartmentCode agency,
            String paper,
            ResidentId person,
            Optional<String> firm,
            String purpose) {}

    /** What an agency answers. */
    sealed interface Answer {
        /** Here it is. */
        record Shared(String type, byte[] bytes) implements Answer {}

        /** The agency holds no such paper of this person. */
        record Absent() implements Answer {}
    }
}
