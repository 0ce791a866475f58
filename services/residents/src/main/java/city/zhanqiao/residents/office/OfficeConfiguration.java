package city.zhanqiao.residents.office;

import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.residents.profile.Joining;
import city.zhanqiao.residents.profile.Residents;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import java.time.InstantSource;

/** Beans about the office's work on files. */
@Configuration(proxyBeanMethods = false)
class OfficeConfiguration {

    @Bean
    Merges merges(DatabaseClient database, FieldCipher cipher) {
        return new Merges(database, cipher);
    }

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
