package city.zhanqiao.pilots.board;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import java.time.InstantSource;

/** Beans of the board. */
@Configuration(proxyBeanMethods = false)
class BoardConfiguration {

    @Bean
    Board board(DatabaseClient database, InstantSource clock) {
        return new Board(database, clock);
    }
}
