/** What is set where: documents, containers and clouds against the programs' own metadata. */
@NullMarked
package city.zhanqiao.local.configuration;

import org.jspecify.annotations.NullMarked;
