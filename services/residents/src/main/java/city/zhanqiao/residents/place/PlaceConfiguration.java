package city.zhanqiao.residents.place;

import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.data.personal.PersonalData;
import city.zhanqiao.data.personal.PersonalPart;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import java.util.List;

/** Beans about places. */
@Configuration(proxyBeanMethods = false)
class PlaceConfiguration {

    @Bean
    Interests interests(DatabaseClient database, EventLog events) {
        return new Interests(database, events);
    }

    @Bean
    PersonalData placeData(Interests interests) {
        return resident ->
                interests
                        .find(resident)
                        .map(List::of)
                        .defaultIfEmpty(List.of())
                        .map(all -> PersonalPart.of("places", "地点与关注", "Places and topics", all));
    }
}
