package city.zhanqiao.applications.desk;

import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.personal.PersonalData;
import city.zhanqiao.data.personal.PersonalPart;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import java.time.Instant;
import java.time.InstantSource;

/** Beans of the desk. */
@Configuration(proxyBeanMethods = false)
class DeskConfiguration {

    @Bean
    Notes notes(DatabaseClient database, FieldCipher cipher, InstantSource clock) {
        return new Notes(database, cipher, clock);
    }

    @Bean
    HelpRequests helpRequests(DatabaseClient database, FieldCipher cipher, InstantSource clock) {
        return new HelpRequests(database, cipher, clock);
    }

    @Bean
    ReplyTemplates replyTemplates(DatabaseClient database, InstantSource clock) {
        return new ReplyTemplates(database, clock);
    }

    @Bean
    PersonalData noteData(Notes notes) {
        return resident ->
                notes.listAbout(resident)
                        .map(note -> new NoteRecord(note.at(), note.department(), note.text()))
                        .collectList()
                        .map(found ->
                                PersonalPart.of(
                                        "case-notes", "办件内部备注", "Internal notes on cases", found));
    }

    /** A note as the person it is about may read it: without the colleague's name. */
    record NoteRecord(Instant at, DepartmentCode department, String text) {
        /** Hides the words from logs. */
        @Override
        public String toString() {
            return "NoteRecord[hidden]";
        }
    }
}
