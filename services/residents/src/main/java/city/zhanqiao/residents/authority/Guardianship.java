package city.zhanqiao.residents.authority;

import city.zhanqiao.city.identity.ResidentId;

import java.time.LocalDate;
import java.util.UUID;

/** A guardian (监护人) and a child. */
record Guardianship(UUID id, ResidentId guardian, ResidentId child) {

    /** Personal data of younger ones is the guardian's affair (个人信息保护法 §31). */
    static final int AGE = 14;

    /** The birthday itself no longer counts; who was born on 29 February has it on 1 March. */
    static boolean isChild(LocalDate birth, LocalDate today) {
        return today.isBefore(birthday(birth));
    }

    /** The day on which the guardian's authority is over. */
    static LocalDate birthday(LocalDate birth) {
        LocalDate day = birth.plusYears(AGE);
        return day.getDayOfMonth() == birth.getDayOfMonth() ? day : day.plusDays(1);
    }
}
