package city.zhanqiao.data.personal;

import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.List;

/** Gives another service this one's part of a person's data. Never routed by the gateway. */
@RestController
class ExportController {

    private final PersonalExports exports;
    private final List<PersonalFiles> files;
    private final AuditLog audit;

    ExportController(PersonalExports exports, ObjectProvider<PersonalFiles> files, AuditLog audit) {
        this.exports = exports;
        this.files = files.orderedStream().toList();
        this.audit = audit;
    }

    /** A service without holders says so, instead of giving an empty export. */
    @GetMapping("/internal/v1/exports/{residentId}")
    @Access(value = Access.By.SERVICE, reach = Access.Reach.ALL)
    Mono<PersonalExport> export(@PathVariable String residentId, Caller.Service service) {
        if (exports.isEmpty()) {
            return Mono.error(new ProblemException(PersonalProblem.EXPORT_NOT_OFFERED));
        }
        ResidentId resident = PersonalProblem.residentId(residentId);
        return audit.add(AuditEntry.done(service, "personal-data.export", residentId, resident))
                .then(exports.of(resident));
    }

    /** The content of a file that an export names. */
    @GetMapping(
            value = "/internal/v1/exports/{residentId}/files/{fileId}",
            produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @Access(value = Access.By.SERVICE, reach = Access.Reach.ALL)
    Flux<DataBuffer> file(
            @PathVariable String residentId, @PathVariable String fileId, Caller.Service service) {
        ResidentId resident = PersonalProblem.residentId(residentId);
        return audit.add(AuditEntry.done(service, "personal-data.export-file", fileId, resident))
                .thenMany(Flux.fromIterable(files).concatMap(one -> one.read(resident, fileId)))
                .switchIfEmpty(
                        Flux.error(() -> new ProblemException(PersonalProblem.FILE_NOT_FOUND)))
                .map(DefaultDataBufferFactory.sharedInstance::wrap);
    }
}
