package city.zhanqiao.data.personal;

import city.zhanqiao.city.identity.ResidentId;

import java.time.Instant;
import java.util.List;

/**
 * All that one service holds about one resident.
 *
 * @param service who holds it
 * @param takenAt when it was read
 */
public record PersonalExport(
        String service,
        ResidentId residentId,
        Instant takenAt,
        List<PersonalPart.Section> sections,
        List<PersonalPart.OpenMatter> open,
        List<PersonalPart.Kept> kept,
        List<PersonalPart.File> files) {}
