package io.gantry.iam.user;

import io.gantry.base.Arn;
import io.gantry.iam.resource.IamErrors;
import io.gantry.iam.resource.Names;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls that leave out the user's name mean the caller. */
public final class Callers {
    private Callers() {}

    /**
     * The user that a call is about.
     *
     * @throws AwsError NoSuchEntity; ValidationError when no name is given and the caller is no user
     */
    public static User user(View view, CallContext call, @Nullable String userName) {
        Optional<String> given = Names.text(userName);
        if (given.isPresent()) {
            return Users.CATALOG.required(view, call.accountId(), given.get());
        }
        return Arn.parse(call.principal().arn())
                .filter(arn -> arn.service().equals("iam") && arn.resourceType().equals("user"))
                .map(arn -> arn.resource().substring(arn.resource().lastIndexOf('/') + 1))
                .map(name -> Users.CATALOG.required(view, call.accountId(), name))
                .orElseThrow(
                        () -> IamErrors.validation("Must specify userName when calling with non-User credentials"));
    }
}
