package city.zhanqiao.residents.profile;

import city.zhanqiao.city.identifier.PhoneNumber;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.personal.PersonalData;
import city.zhanqiao.data.personal.PersonalPart;
import city.zhanqiao.residents.profile.ResidentFile.Open;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The file as its person may take it along: in clear. */
final class ProfileData implements PersonalData {

    private final Residents residents;

    ProfileData(Residents residents) {
        this.residents = residents;
    }

    @Override
    public Mono<PersonalPart> of(ResidentId resident) {
        return residents
                .find(resident)
                .ofType(Open.class)
                .map(ProfileData::toRecord)
                .map(List::of)
                .defaultIfEmpty(List.of())
                .map(records -> PersonalPart.of("profile", "个人档案", "Profile", records));
    }

    private static ProfileRecord toRecord(Open file) {
        return new ProfileRecord(
                file.id(),
                file.person().map(person -> person.name().value()),
                file.person().map(person -> person.number().value()),
                file.phone().map(PhoneNumber::value),
                file.level().name(),
                file.levelAt(),
                file.preferences().language().tag(),
                file.preferences().elderMode(),
                file.preferences().homeDivision().map(home -> home.value()),
                file.preferences().zone().getId());
    }

    /** In clear; hides itself from logs. */
    record ProfileRecord(
            ResidentId id,
            Optional<String> realName,
            Optional<String> residentNumber,
            Optional<String> phone,
            String level,
            Instant levelAt,
            String language,
            boolean elderMode,
            Optional<String> homeDivision,
            String zone) {

        @Override
        public String toString() {
            return "ProfileRecord[hidden]";
        }
    }
}
