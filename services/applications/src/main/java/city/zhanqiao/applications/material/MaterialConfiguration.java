package city.zhanqiao.applications.material;

import city.zhanqiao.applications.casework.CaseAccess;
import city.zhanqiao.applications.casework.CaseCheck;
import city.zhanqiao.applications.casework.CaseFollower;
import city.zhanqiao.applications.item.Items;
import city.zhanqiao.applications.material.Reuse.ConsentChanged;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.event.EventSubscription;
import city.zhanqiao.data.file.Inspection;
import city.zhanqiao.data.file.Pieces;
import city.zhanqiao.data.file.Scanner;
import city.zhanqiao.data.file.Store;
import city.zhanqiao.data.job.Job;
import city.zhanqiao.data.personal.PersonalData;
import city.zhanqiao.data.personal.PersonalFiles;
import city.zhanqiao.data.personal.PersonalPart;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.reactive.function.client.WebClient;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Beans of the materials. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MaterialSettings.class)
class MaterialConfiguration {

    /** Looking at 20 MiB takes a core for a moment; two leave the event loops theirs. */
    private static final int INSPECTIONS = 2;

    private static final int INSPECTIONS_WAITING = 1_000;

    @Bean
    Pieces pieces(MaterialSettings settings) {
        return new Pieces(Store.of(settings.store(), settings.folder(), settings.s3()));
    }

    @Bean(destroyMethod = "dispose")
    Scheduler inspections() {
        return Schedulers.newBoundedElastic(INSPECTIONS, INSPECTIONS_WAITING, "inspection");
    }

    @Bean
    Inspection inspection(MaterialSettings settings, Scheduler inspections) {
        return new Inspection(Scanner.of(settings.scan()), inspections);
    }

    @Bean
    Needed needed(Items items) {
        return new Needed(items);
    }

    @Bean
    Uploads uploads(DatabaseClient database, InstantSource clock) {
        return new Uploads(database, clock);
    }

    @Bean
    Documents documents(DatabaseClient database, FieldCipher cipher, InstantSource clock) {
        return new Documents(database, cipher, clock);
    }

    @Bean
    Fetches fetches(DatabaseClient database, InstantSource clock) {
        return new Fetches(database, clock);
    }

    @Bean
    Reuse reuse(DatabaseClient database) {
        return new Reuse(database);
    }

    @Bean
    MaterialViews materialViews(
            CaseAccess cases, Needed needed, Documents documents, Uploads uploads, Pieces pieces) {
        return new MaterialViews(cases, needed, documents, uploads, pieces);
    }

    @Bean
    Sending sending(
            CaseAccess cases,
            Needed needed,
            Uploads uploads,
            Documents documents,
            Pieces pieces,
            Inspection inspection,
            AuditLog audit,
            Transactions transactions,
            MaterialSettings settings) {
        return new Sending(
                cases,
                needed,
                uploads,
                documents,
                pieces,
                inspection,
                audit,
                transactions,
                settings);
    }

    @Bean
    CaseCheck materialRules(Needed needed, Documents documents) {
        return new MaterialRules(needed, documents);
    }

    @Bean
    CaseFollower materialSteps(Needed needed, Documents documents, Fetches fetches) {
        return new MaterialSteps(needed, documents, fetches);
    }

    @Bean
    Fetching fetching(
            WebClient.Builder http,
            MaterialSettings settings,
            Fetches fetches,
            Documents documents,
            Pieces pieces,
            AuditLog audit,
            Transactions transactions) {
        return new Fetching(
                agencies(http, settings.sharing()),
                fetches,
                documents,
                pieces,
                audit,
                transactions);
    }

    /** Without a platform every question stays open, and staff see that nobody answers. */
    private static Agencies agencies(WebClient.Builder http, MaterialSettings.Sharing sharing) {
        return Optional.ofNullable(sharing.url())
                .<Agencies>map(url ->
                        new SharingPlatform(
                                http.clone().baseUrl(url.toString()).build(), sharing.timeout()))
                .orElse(question ->
                        Mono.error(new IllegalStateException("no platform is connected")));
    }

    @Bean
    Job fetchFromAgencies(Fetching fetching, MaterialSettings settings) {
        return new Job("fetching from agencies", settings.fetchPause(), fetching::step);
    }

    @Bean
    Job sweepMaterials(
            Uploads uploads,
            Documents documents,
            Pieces pieces,
            Transactions transactions,
            MaterialSettings settings,
            InstantSource clock) {
        Sweeping sweeping = new Sweeping(uploads, documents, pieces, transactions, settings, clock);
        return new Job("sweeping materials", Duration.ofHours(1), sweeping::step);
    }

    @Bean
    EventSubscription consentsToReuse(Reuse reuse) {
        return EventSubscription.to("residents")
                .on(
                        "city.zhanqiao.resident.consent-given.v1",
                        ConsentChanged.class,
                        (event, consent) -> put(reuse, consent, true))
                .on(
                        "city.zhanqiao.resident.consent-withdrawn.v1",
                        ConsentChanged.class,
                        (event, consent) -> put(reuse, consent, false));
    }

    private static Mono<Void> put(Reuse reuse, ConsentChanged consent, boolean given) {
        return consent.isAboutReuse() ? reuse.put(consent.residentId(), given) : Mono.empty();
    }

    @Bean
    PersonalData materialData(Documents documents) {
        return resident ->
                documents
                        .listAll(resident)
                        .map(DocumentRecord::of)
                        .collectList()
                        .map(found ->
                                PersonalPart.of("materials", "办件材料", "Materials of cases", found)
                                        .withFiles(
                                                found.stream()
                                                        .flatMap(DocumentRecord::file)
                                                        .toList()));
    }

    @Bean
    PersonalFiles materialFiles(Documents documents, Pieces pieces) {
        return (resident, id) ->
                documents
                        .listAll(resident)
                        .filter(document -> document.id().toString().equals(id))
                        .next()
                        .flatMap(document -> Mono.justOrEmpty(document.content()))
                        .flatMapMany(content -> pieces.read(content.id(), content.pieces()));
    }
}
