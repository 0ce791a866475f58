package city.zhanqiao.residents.mydata;

import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.data.event.Peers;
import city.zhanqiao.data.job.Job;
import city.zhanqiao.data.personal.PersonalData;
import city.zhanqiao.data.personal.PersonalExports;
import city.zhanqiao.data.personal.PersonalPart;
import city.zhanqiao.residents.authority.Guardians;
import city.zhanqiao.residents.profile.Correct;
import city.zhanqiao.residents.profile.Identify;
import city.zhanqiao.residents.profile.Leaving;
import city.zhanqiao.residents.profile.Residents;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Beans about my data. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MyDataConfiguration.MyDataSettings.class)
class MyDataConfiguration {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final Duration BETWEEN_CLEANINGS = Duration.ofMinutes(10);

    /**
     * Whom an export asks.
     *
     * @param holders the other services that hold personal data; each is a peer
     * @param pause after which a silent service is asked again; doubled each time, up to an hour
     */
    @ConfigurationProperties("zhanqiao.my-data")
    record MyDataSettings(List<String> holders, @DefaultValue("30s") Duration pause) {}

    @Bean
    Holders holders(
            Residents residents,
            Peers peers,
            PersonalExports own,
            JsonMapper json,
            MyDataSettings settings) {
        return new Holders(residents, peers, own, json, settings.holders());
    }

    @Bean
    DataRequests dataRequests(DatabaseClient database, FieldCipher cipher) {
        return new DataRequests(database, cipher);
    }

    @Bean
    Parts parts(DatabaseClient database, FieldCipher cipher) {
        return new Parts(database, cipher);
    }

    @Bean
    Ask ask(
            Residents residents,
            Guardians guardians,
            DataRequests requests,
            Parts parts,
            Holders holders,
            Correct correct,
            Leaving leaving,
            AuditLog audit,
            InstantSource clock) {
        return new Ask(
                residents, guardians, requests, parts, holders, correct, leaving, audit, clock);
    }

    @Bean
    Decide decide(
            DataRequests requests,
            Residents residents,
            Correct correct,
            EventLog events,
            AuditLog audit,
            InstantSource clock) {
        return new Decide(requests, residents, correct, events, audit, clock);
    }

    @Bean
    PersonalData dataRequestData(DataRequests requests) {
        return resident ->
                requests.listOf(resident)
                        .map(request -> RequestViews.toView(request))
                        .collectList()
                        .map(all ->
                                PersonalPart.of("data-requests", "个人数据申请", "Data requests", all));
    }

    @Bean
    Relatives relatives(Identify identify, Ask ask) {
        return new Relatives(identify, ask);
    }

    @Bean
    ExportFiles exportFiles(DatabaseClient database, FieldCipher cipher) {
        return new ExportFiles(database, cipher);
    }

    @Bean
    RequestViews requestViews(Parts parts, ExportFiles files) {
        return new RequestViews(parts, files);
    }

    @Bean
    Archive archive(ExportFiles files, JsonMapper json) {
        return new Archive(files, json);
    }

    @Bean
    Gathering gathering(
            DataRequests requests,
            Parts parts,
            ExportFiles files,
            Holders holders,
            Leaving leaving,
            Transactions transactions,
            EventLog events,
            AuditLog audit,
            InstantSource clock,
            MyDataSettings settings) {
        return new Gathering(
                requests,
                parts,
                files,
                holders,
                leaving,
                transactions,
                events,
                audit,
                clock,
                settings.pause());
    }

    @Bean
    Job gatherExports(Gathering gathering) {
        return new Job("gathering exports", BETWEEN_LOOKS, gathering::gatherNext);
    }

    @Bean
    Job forgetOldExports(Gathering gathering) {
        return new Job("forgetting old exports", BETWEEN_CLEANINGS, gathering::forgetOld);
    }

    @Bean
    Job eraseWhatNeedNotBeKept(Gathering gathering) {
        return new Job("erasing what need not be kept", BETWEEN_CLEANINGS, gathering::eraseOver);
    }
}
