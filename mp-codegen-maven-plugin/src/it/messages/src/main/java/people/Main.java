package people;

import org.capnproto.MessageBuilder;

public final class Main {
    private Main() {}

    public static String greet() {
        PersonCapnp.Person.Builder person = new MessageBuilder().initRoot(PersonCapnp.Person.factory);
        person.setName("Ada");
        return "Hello " + person.getName() + ", " + person.asReader().getAge();
    }
}
