package city.zhanqiao.applications.material;

import city.zhanqiao.applications.casework.Application;
import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.applications.item.ItemDefinition;
import city.zhanqiao.applications.item.Items;
import city.zhanqiao.applications.item.Material;
import city.zhanqiao.city.problem.ProblemException;

import java.util.List;

/** Which materials a case needs, by the version of its item that it keeps. */
final class Needed {

    private final Items items;

    Needed(Items items) {
        this.items = items;
    }

    /** All of a case; of a bundle's member only those that its own department needs. */
    List<Material> of(Application it) {
        ItemDefinition item = items.pinned(it.facts().item(), it.facts().itemVersion());
        return items.materialsOf(item, it.file().chosen());
    }

    /** One of them, or the problem that the case needs no such material. */
    Material of(Application it, String code) {
        return of(it).stream()
                .filter(paper -> paper.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new ProblemException(MaterialProblem.MATERIAL_NOT_FOUND));
    }

    /** The case in whose file the papers lie: a bundle has each of them once. */
    static ApplicationId fileOf(Application it) {
        return it.facts().parent().orElse(it.facts().id());
    }
}
