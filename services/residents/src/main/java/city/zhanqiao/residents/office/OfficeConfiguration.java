package city.zhanqiao.residents.office;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.personal.PersonalData;
import city.zhanqiao.data.personal.PersonalPart;
import city.zhanqiao.residents.profile.Joining;
import city.zhanqiao.residents.profile.Residents;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/** Beans about the office's work on files. */
@Configuration(proxyBeanMethods = false)
class OfficeConfiguration {

    @Bean
    Merges merges(DatabaseClient database, FieldCipher cipher) {
        return new Merges(database, cipher);
    }

    /** Without the colleague's id: the resident learns what was decided, not by whom. */
    @Bean
    PersonalData mergeData(Merges merges) {
        return resident ->
                merges.listAbout(resident)
                        .map(OfficeConfiguration::toRecord)
                        .collectList()
                        .map(all -> PersonalPart.of("merges", "档案合并", "Merges of files", all));
    }

    private static MergeRecord toRecord(Merge merge) {
        return new MergeRecord(
                merge.id(),
                merge.kept(),
                merge.givenUp(),
                merge.reason(),
                merge.state(),
                merge.proposedAt());
    }

    private record MergeRecord(
            UUID id,
            ResidentId kept,
            ResidentId givenUp,
            String reason,
            Merge.State state,
            Instant proposedAt) {}

    @Bean
    MergeFiles mergeFiles(
            Merges merges,
            Residents residents,
            Joining joining,
            AuditLog audit,
            InstantSource clock) {
        return new MergeFiles(merges, residents, joining, audit, clock);
    }
}
