package people;

import it.codegen.FixtureCapnp.Fixture;

final class FixtureUser {
    private FixtureUser() {}

    static PersonCapnp.Person.Reader first(Fixture.Reader fixture) {
        return fixture.getPeople().get(0);
    }
}
