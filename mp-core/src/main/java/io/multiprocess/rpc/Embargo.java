package io.multiprocess.rpc;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.Promise;

/**
 * Calls to an object of ours that have to wait until earlier ones, which went through the peer, are back here.
 *
 * <p>Spec: rpc.capnp, {@code Disembargo}. <i>Immutable.</i>
 *
 * @param promise keeps the calls; holds a reference
 * @param target where they go afterwards; holds a reference
 */
record Embargo(Promise promise, Capability target) {}
