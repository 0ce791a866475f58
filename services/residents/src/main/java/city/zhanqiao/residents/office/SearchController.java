package city.zhanqiao.residents.office;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identifier.IdentifierFault;
import city.zhanqiao.city.identifier.PhoneNumber;
import city.zhanqiao.city.identifier.ResidentNumber;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.residents.ResidentsProblem;
import city.zhanqiao.residents.profile.ResidentFile.Open;
import city.zhanqiao.residents.profile.Residents;
import city.zhanqiao.web.language.Language;
import city.zhanqiao.web.problem.FieldFaults;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Finds a resident by the exact number or phone; there is no search by name and no wildcard. */
@RestController
class SearchController {

    private final Residents residents;
    private final Transactions transactions;
    private final AuditLog audit;
    private final InstantSource clock;

    SearchController(
            Residents residents, Transactions transactions, AuditLog audit, InstantSource clock) {
        this.residents = residents;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /** Reads only, so it needs no idempotency key; a POST keeps the number out of addresses. */
    @PostMapping("/admin/v1/residents/search")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.HEAD},
            reach = Access.Reach.ALL)
    @Operation(summary = "Find by the exact number or phone, for a purpose; recorded in any case")
    Mono<SearchView> search(
            @Valid @RequestBody SearchRequest request, Caller.Staff clerk, ServerHttpRequest http) {
        return Mono.defer(() -> find(request, Language.of(http)).collectList())
                .flatMap(this::withoutRestricted)
                .flatMap(found ->
                        transactions
                                .run(note(clerk, request.purpose(), found))
                                .thenReturn(SearchView.of(found)));
    }

    private Flux<Open> find(SearchRequest request, Language language) {
        if (request.residentNumber().isPresent() == request.phone().isPresent()) {
            return Flux.error(new ProblemException(ResidentsProblem.SEARCH_BY_ONE));
        }
        return request.residentNumber()
                .map(number -> residents.findByNumber(number(number, language)).flux())
                .orElseGet(() ->
                        residents.listByPhone(phone(request.phone().orElseThrow(), language)));
    }

    private ResidentNumber number(String text, Language language) {
        return ResidentNumber.parse(text.strip(), CityTime.today(clock))
                .orElseThrow(fault -> notExact("/residentNumber", fault, language));
    }

    private static PhoneNumber phone(String text, Language language) {
        return PhoneNumber.parse(text.strip())
                .orElseThrow(fault -> notExact("/phone", fault, language));
    }

    private static ProblemException notExact(
            String pointer, IdentifierFault fault, Language language) {
        String code =
                switch (fault) {
                    case IdentifierFault.WrongLength length -> "size";
                    case IdentifierFault.WrongCharacter character -> "pattern";
                    case IdentifierFault.WrongShape shape -> "pattern";
                    case IdentifierFault.ImpossibleDate date -> "date";
                    case IdentifierFault.WrongCheckCharacter check -> "checkDigit";
                };
        return new ProblemException(ResidentsProblem.SEARCH_NOT_EXACT)
                .withFaults(List.of(FieldFaults.inBody(pointer, code, language)));
    }

    private Mono<List<Open>> withoutRestricted(List<Open> found) {
        return residents
                .listRestricted(found.stream().map(Open::id).toList())
                .map(hidden -> found.stream().filter(file -> !hidden.contains(file.id())).toList());
    }

    /** A search that finds nobody is written down as well: what was typed is not. */
    private Mono<Void> note(Caller.Staff clerk, String purpose, List<Open> found) {
        return found.isEmpty()
                ? audit.add(
                        new AuditEntry(
                                clerk,
                                Optional.empty(),
                                "resident.search",
                                "none",
                                Optional.empty(),
                                Optional.of(purpose),
                                "read"))
                : Flux.fromIterable(found)
                        .concatMap(file ->
                                audit.add(
                                        AuditEntry.read(
                                                clerk,
                                                "resident.search",
                                                file.id().value(),
                                                file.id(),
                                                purpose)))
                        .then();
    }

    /**
     * A search.
     *
     * @param residentNumber all 18 characters; or the phone, never both
     * @param phone all 11 digits
     * @param purpose why, in the clerk's words; the resident can read it
     */
    record SearchRequest(
            Optional<@Size(max = 40) String> residentNumber,
            Optional<@Size(max = 20) String> phone,
            @NotBlank @Size(min = 2, max = 200) String purpose) {

        /** Hides the person from logs. */
        @Override
        public String toString() {
            return "SearchRequest[hidden]";
        }
    }

    /** Who was found. */
    record SearchView(List<FoundView> items) {
        static SearchView of(List<Open> found) {
            return new SearchView(found.stream().map(FoundView::of).toList());
        }
    }

    /** A resident, masked. */
    record FoundView(
            ResidentId id,
            Optional<String> realName,
            Optional<String> residentNumber,
            Optional<String> phone,
            RealNameLevel level) {
        static FoundView of(Open file) {
            return new FoundView(
                    file.id(),
                    file.person().map(person -> person.name().masked()),
                    file.person().map(person -> person.number().masked()),
                    file.phone().map(PhoneNumber::masked),
                    file.level());
        }
    }
}
