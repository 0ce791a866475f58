package city.zhanqiao.appointments.room;

import city.zhanqiao.appointments.slot.Releases;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.job.Job;
import city.zhanqiao.data.personal.PersonalData;
import city.zhanqiao.data.personal.PersonalPart;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** Beans of the waiting room. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RoomSettings.class)
class RoomConfiguration {

    @Bean
    WaitingRoom waitingRoom(
            DatabaseClient database,
            FieldCipher cipher,
            Releases releases,
            Transactions transactions,
            Backlog backlog,
            RoomSettings settings) {
        return new WaitingRoom(
                new Rooms(database),
                new RoomTickets(cipher),
                releases,
                transactions,
                backlog,
                settings);
    }

    @Bean
    PersonalData waitingRoomData(DatabaseClient database) {
        Rooms rooms = new Rooms(database);
        return resident ->
                rooms.listOf(resident)
                        .collectList()
                        .map(found ->
                                PersonalPart.of("waiting-rooms", "等候室记录", "Waiting rooms", found));
    }

    @Bean
    Job admitting(WaitingRoom room, RoomSettings settings) {
        return new Job("admitting from waiting rooms", settings.step(), room::step);
    }
}
