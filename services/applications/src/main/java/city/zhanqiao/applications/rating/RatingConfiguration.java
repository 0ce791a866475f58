package city.zhanqiao.applications.rating;

import city.zhanqiao.applications.casework.CaseAccess;
import city.zhanqiao.applications.item.Items;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.data.personal.PersonalData;
import city.zhanqiao.data.personal.PersonalPart;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import tools.jackson.databind.json.JsonMapper;

import java.time.InstantSource;

/** Beans of the ratings. */
@Configuration(proxyBeanMethods = false)
class RatingConfiguration {

    @Bean
    Ratings ratings(
            DatabaseClient database, FieldCipher cipher, JsonMapper json, InstantSource clock) {
        return new Ratings(database, cipher, json, clock);
    }

    @Bean
    Rate rate(
            CaseAccess cases,
            Items items,
            Ratings ratings,
            EventLog events,
            AuditLog audit,
            InstantSource clock) {
        return new Rate(cases, items, ratings, events, audit, clock);
    }

    @Bean
    PersonalData ratingData(Ratings ratings) {
        return resident ->
                ratings.listOf(resident)
                        .collectList()
                        .map(found -> PersonalPart.of("ratings", "好差评", "Ratings", found));
    }
}
