package city.zhanqiao.applications.desk;

import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.applications.desk.HelpRequests.HelpRequest;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.personal.PersonalData;
import city.zhanqiao.data.personal.PersonalPart;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

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
                        .map(note ->
                                new NoteRecord(
                                        note.id(), note.at(), note.department(), note.text()))
                        .collectList()
                        .map(found ->
                                PersonalPart.of(
                                        "case-notes", "办件内部备注", "Internal notes on cases", found));
    }

    @Bean
    PersonalData helpData(HelpRequests requests) {
        return resident ->
                requests.listAbout(resident)
                        .map(DeskConfiguration::toRecord)
                        .collectList()
                        .map(found ->
                                PersonalPart.of(
                                        "help-requests", "部门协助函", "Questions of offices", found));
    }

    private static HelpRecord toRecord(HelpRequest asked) {
        return new HelpRecord(
                asked.id(),
                asked.application(),
                asked.from(),
                asked.to(),
                asked.askedAt(),
                asked.question(),
                asked.answeredAt(),
                asked.answer());
    }

    /** A question about a case as the person it is about may read it: without colleagues' names. */
    record HelpRecord(
            UUID id,
            ApplicationId applicationId,
            DepartmentCode from,
            DepartmentCode to,
            Instant askedAt,
            String question,
            Optional<Instant> answeredAt,
            Optional<String> answer) {
        /** Hides the words from logs. */
        @Override
        public String toString() {
            return "HelpRecord[hidden]";
        }
    }

    /** A note as the person it is about may read it: without the colleague's name. */
    record NoteRecord(UUID id, Instant at, DepartmentCode department, String text) {
        /** Hides the words from logs. */
        @Override
        public String toString() {
            return "NoteRecord[hidden]";
        }
    }
}
