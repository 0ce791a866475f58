package city.zhanqiao.applications.party;

import city.zhanqiao.applications.casework.CaseCheck;
import city.zhanqiao.applications.item.Items;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.personal.PersonalData;
import city.zhanqiao.data.personal.PersonalPart;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

import java.time.InstantSource;

/** Beans of the parties. */
@Configuration(proxyBeanMethods = false)
class PartyConfiguration {

    @Bean
    Parties parties(DatabaseClient database, FieldCipher cipher, InstantSource clock) {
        return new Parties(database, cipher, clock);
    }

    @Bean
    CaseCheck heirsAgree(Parties parties) {
        return new HeirsAgree(parties);
    }

    @Bean
    GuardianConsents guardianConsents(DatabaseClient database, InstantSource clock) {
        return new GuardianConsents(database, clock);
    }

    @Bean
    GuardianAgrees guardianAgrees(Items items, GuardianConsents consents) {
        return new GuardianAgrees(items, consents);
    }

    @Bean
    PersonalData guardianData(GuardianConsents consents) {
        return resident ->
                consents.listOf(resident)
                        .collectList()
                        .map(found ->
                                PersonalPart.of(
                                        "guardian-consents",
                                        "作为监护人的单独同意",
                                        "Separate consents as guardian",
                                        found));
    }

    @Bean
    PersonalData partyData(Parties parties) {
        return resident ->
                parties.listOf(resident)
                        .collectList()
                        .map(found ->
                                PersonalPart.of(
                                        "consents-to-cases",
                                        "对他人办件的同意",
                                        "Consents to cases of others",
                                        found));
    }
}
