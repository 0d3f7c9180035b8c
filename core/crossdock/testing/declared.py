"""Checks of what a connector declares: settings that explain themselves, schemas, samples, keys."""

from __future__ import annotations

import re

import msgspec

from crossdock.connect import Resource
from crossdock.connect.settings_form import check_settings, fill, secret_names, settings_schema
from crossdock.engine.schema import SchemaCheck, schema_problems
from crossdock.model.problem import Side
from crossdock.testing.subject import Subject
from crossdock.testing.unforeseen import NEW_FIELD

SHORTEST_SENTENCE = 10


class DeclarationChecks(Subject):
    def test_the_settings_form_is_a_valid_schema(self) -> None:
        assert schema_problems(settings_schema(self.connector.settings_type)) == ()

    def test_every_setting_explains_itself(self) -> None:
        for name, field in settings_schema(self.connector.settings_type)["properties"].items():
            assert field.get("title"), f"'{name}' has no title for the form"
            assert len(field.get("description", "")) >= SHORTEST_SENTENCE, f"say in a sentence what '{name}' is"

    def test_secrets_are_write_only_in_the_form(self) -> None:
        form = settings_schema(self.connector.settings_type)
        write_only = {name for name, field in form["properties"].items() if field.get("writeOnly")}
        assert write_only == set(secret_names(self.connector.settings_type))

    def test_the_settings_of_the_test_are_accepted(self) -> None:
        settings, secrets = self._given()
        assert check_settings(self.connector.settings_type, settings, secrets) == ()
        assert fill(self.connector.settings_type, settings, secrets) == self.settings

    def test_empty_settings_are_refused_with_the_place_of_every_missing_one(self) -> None:
        names = secret_names(self.connector.settings_type)
        required = {
            f"/{'secrets' if field.name in names else 'settings'}/{field.name}"
            for field in msgspec.structs.fields(self.connector.settings_type)
            if field.required
        }
        problems = check_settings(self.connector.settings_type, {}, {})
        assert {problem.pointer for problem in problems} == required
        assert all(problem.remedy for problem in problems)

    def test_a_secret_among_the_plain_settings_is_refused(self) -> None:
        settings, secrets = self._given()
        problems = check_settings(self.connector.settings_type, {**settings, **secrets}, secrets)
        assert {problem.pointer for problem in problems} == {f"/settings/{name}" for name in secrets}

    def test_the_address_is_complete(self) -> None:
        assert re.match(r"https?://[^{}/]+", self.connector(self.settings).address)

    def test_a_schema_is_valid_and_describes_its_fields(self, any_resource: Resource) -> None:
        schema = any_resource.schema(self.connector.package)
        assert schema.get("$schema") == "https://json-schema.org/draft/2020-12/schema"
        assert schema_problems(schema) == ()
        undescribed = [name for name, field in schema["properties"].items() if not field.get("description")]
        assert not undescribed, f"say what these fields of '{any_resource.name}' are"

    def test_there_are_two_samples_at_least(self, any_resource: Resource) -> None:
        assert len(any_resource.samples(self.connector.package)) >= 2

    def test_every_sample_fits_its_schema(self, any_resource: Resource) -> None:
        check = SchemaCheck(any_resource.schema(self.connector.package))
        for sample, value in zip(any_resource.samples(self.connector.package), self.samples(any_resource), strict=True):
            assert check.problems(value, Side.SOURCE) == (), f"sample '{sample.name}'"

    def test_every_sample_has_a_key_of_its_own(self, any_resource: Resource) -> None:
        keys = [any_resource.key_of(record) for record in self.samples(any_resource)]
        assert len(set(keys)) == len(keys)

    def test_a_record_of_a_list_names_what_it_is_about(self, read_resource: Resource) -> None:
        for record in self.samples(read_resource):
            if None in self.keys(read_resource, [record])[0]:
                continue  # that a record has its key is checked once
            message = self.connector(self.settings).listed(read_resource, "", record)
            assert message.identities
            assert all(kind and value for kind, value in message.identities)

    def test_a_declared_worth_is_told_by_a_sample(self, any_resource: Resource) -> None:
        told = [any_resource.worth_of(record) for record in self.samples(any_resource)]
        assert any(told) or any_resource.worth is None, f"the paths of the worth of '{any_resource.name}' lead nowhere"

    def test_a_schema_keeps_fields_it_does_not_know_in_what_is_read(self, read_resource: Resource) -> None:
        check = SchemaCheck(read_resource.schema(self.connector.package))
        for record in self.samples(read_resource):
            found = check.problems({**record, "brand_new_field": NEW_FIELD}, Side.SOURCE)
            assert found == check.problems(record, Side.SOURCE), "allow additional properties in what is read"

    def _given(self) -> tuple[dict[str, object], dict[str, object]]:
        values = {name: value for name, value in msgspec.structs.asdict(self.settings).items() if value is not None}
        names = secret_names(self.connector.settings_type)
        plain = {name: value for name, value in values.items() if name not in names}
        return plain, {name: getattr(self.settings, name).reveal() for name in values if name in names}
