/**
 * What there is to see of a running application: health and the endpoint {@code /actuator/multiprocess}.
 *
 * <p>Needs the actuator on the class path.
 */
@NullMarked
package io.multiprocess.spring.boot.actuate;

import org.jspecify.annotations.NullMarked;
