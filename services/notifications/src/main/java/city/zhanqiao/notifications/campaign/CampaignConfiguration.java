package city.zhanqiao.notifications.campaign;

import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.event.EventSubscription;
import city.zhanqiao.data.job.Job;
import city.zhanqiao.notifications.delivery.Deliveries;
import city.zhanqiao.notifications.delivery.Proof;
import city.zhanqiao.notifications.device.Devices;
import city.zhanqiao.notifications.inbox.Broadcasts;
import city.zhanqiao.notifications.news.Reach;
import city.zhanqiao.notifications.news.Tags;
import city.zhanqiao.notifications.preference.Preferences;
import city.zhanqiao.notifications.push.PushProviders;
import city.zhanqiao.notifications.template.Templates;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.InstantSource;

/** Beans of the campaigns. */
@Configuration(proxyBeanMethods = false)
class CampaignConfiguration {

    /** For what another process began, and for what waits for its time. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    @Bean
    FanOutBell fanOutBell() {
        return new FanOutBell();
    }

    @Bean
    Campaigns campaigns(
            DatabaseClient database,
            Broadcasts broadcasts,
            Deliveries deliveries,
            PushProviders providers,
            Tags tags,
            InstantSource clock,
            FanOutBell bell) {
        return new Campaigns(database, broadcasts, deliveries, providers, tags, clock, bell);
    }

    @Bean
    Broadcasting broadcasting(DatabaseClient database, Proof proof, JsonMapper json) {
        return new Broadcasting(database, proof, json);
    }

    @Bean
    CampaignDesk campaignDesk(
            DatabaseClient database,
            Campaigns campaigns,
            Templates templates,
            AuditLog audit,
            JsonMapper json,
            InstantSource clock) {
        return new CampaignDesk(database, campaigns, templates, audit, json, clock);
    }

    @Bean
    FanOut fanOut(
            DatabaseClient database,
            Transactions transactions,
            Preferences preferences,
            Devices devices,
            Deliveries deliveries,
            Templates templates,
            Reach reach,
            Tags tags,
            InstantSource clock) {
        return new FanOut(
                database,
                transactions,
                preferences,
                devices,
                deliveries,
                templates,
                reach,
                tags,
                clock);
    }

    @Bean
    Job fanOutCampaigns(FanOut fanOut, FanOutBell bell) {
        Job job = new Job("fan-out of campaigns", BETWEEN_LOOKS, fanOut::step);
        bell.wakes(job::wake);
        return job;
    }

    @Bean
    Job runScheduledCampaigns(CampaignDesk desk, Transactions transactions) {
        return new Job(
                "scheduled campaigns",
                BETWEEN_LOOKS,
                () -> transactions.run(desk.runNextDue().map(run -> Job.Found.MORE)));
    }

    @Bean
    EventSubscription noticesConcernMany(Campaigns campaigns, Templates templates) {
        return new PublicNews(campaigns, templates).ofNotices();
    }

    @Bean
    EventSubscription closedHallsConcernMany(Campaigns campaigns, Templates templates) {
        return new PublicNews(campaigns, templates).ofAppointments();
    }

    @Bean
    EventSubscription pilotsConcernMany(Campaigns campaigns, Templates templates) {
        return new PublicNews(campaigns, templates).ofPilots();
    }
}
