/** The services and the gateway: which there are, how they are wired and started. */
@NullMarked
package city.zhanqiao.local.service;

import org.jspecify.annotations.NullMarked;
