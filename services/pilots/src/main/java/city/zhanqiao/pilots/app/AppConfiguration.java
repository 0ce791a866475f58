package city.zhanqiao.pilots.app;

import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.idempotency.Idempotency;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import tools.jackson.databind.json.JsonMapper;

import java.time.InstantSource;

/** The three documents that apps obey. */
@Configuration(proxyBeanMethods = false)
class AppConfiguration {

    @Bean
    Desk desk(Idempotency idempotency) {
        return new Desk(idempotency);
    }

    @Bean
    Documents<Platform> appPolicies(
            DatabaseClient database, AuditLog audit, InstantSource clock, JsonMapper json) {
        return new Documents<>(database, audit, clock, json, "app-policies", Platform.class);
    }

    @Bean
    Documents<Flag> flags(
            DatabaseClient database, AuditLog audit, InstantSource clock, JsonMapper json) {
        return new Documents<>(database, audit, clock, json, "flags", Flag.class);
    }

    @Bean
    Documents<MaintenanceWindow> maintenance(
            DatabaseClient database, AuditLog audit, InstantSource clock, JsonMapper json) {
        return new Documents<>(
                database, audit, clock, json, "maintenance", MaintenanceWindow.class);
    }
}
