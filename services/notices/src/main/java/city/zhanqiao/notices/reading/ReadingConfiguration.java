package city.zhanqiao.notices.reading;

import city.zhanqiao.data.job.Job;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import tools.jackson.databind.json.JsonMapper;

import java.time.InstantSource;

/** Beans for reading. */
@Configuration(proxyBeanMethods = false)
class ReadingConfiguration {

    @Bean
    PublicNotices publicNotices(DatabaseClient database, JsonMapper json, InstantSource clock) {
        return new PublicNotices(database, json, clock);
    }

    @Bean
    OwnReadings ownReadings(DatabaseClient database, PublicNotices notices, InstantSource clock) {
        return new OwnReadings(database, notices, clock);
    }

    @Bean
    Board board(PublicNotices notices) {
        return new Board(notices);
    }

    @Bean
    Job boardJob(Board board) {
        return board.job();
    }
}
