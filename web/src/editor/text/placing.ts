import { type ObjectConstructor, objectsOf, type Pair } from "./objects";
import type { Range } from "./positions";
import { type Rule, sameNames } from "./rules";

/** Which object constructor of a text makes which part of the output. */
export class Placing {
  readonly objects: readonly ObjectConstructor[];
  private readonly pairs: readonly { pair: Pair; owner: ObjectConstructor }[];
  private readonly paths = new Map<ObjectConstructor, (readonly string[])[]>();

  constructor(text: string, rules: readonly Rule[]) {
    this.objects = objectsOf(text);
    this.pairs = this.objects.flatMap((owner) => owner.pairs.map((pair) => ({ pair, owner })));
    if (rules.length === 0) this.assumeWhole(text);
    for (const rule of rules) this.learn(rule, rule.names);
    for (const object of [...this.objects].reverse()) this.teachMembers(object);
  }

  /** The constructors that make the object at a place of the output. */
  at(names: readonly string[]): ObjectConstructor[] {
    return this.objects.filter((object) => this.pathsOf(object).some((path) => sameNames(path, names)));
  }

  /** The places of the output that a constructor makes. */
  pathsOf(object: ObjectConstructor): readonly (readonly string[])[] {
    return this.paths.get(object) ?? [];
  }

  /** The innermost pair whose value holds a stretch of text, with its constructor. */
  pairAround(range: Range): { pair: Pair; owner: ObjectConstructor } | null {
    const around = this.pairs.filter(({ pair }) => pair.valueFrom <= range.from && range.to <= pair.valueTo);
    return around.sort((one, other) => width(one.pair) - width(other.pair))[0] ?? null;
  }

  /** From the rule of a member, to its constructor, to the constructor around that, as long as the names agree. */
  private learn(range: Range, names: readonly string[]): void {
    const around = names.length > 0 ? this.pairAround(range) : null;
    if (!around || around.pair.key !== names.at(-1)) return;
    const path = names.slice(0, -1);
    if (!this.add(around.owner, path)) return;
    this.learn(around.owner, path);
  }

  /** Members that are constructors themselves lie one name deeper; this finds those that have no rule yet. */
  private teachMembers(object: ObjectConstructor): void {
    for (const { key, value } of object.pairs) {
      if (key === null || value === null) continue;
      for (const path of this.pathsOf(object)) this.add(value, [...path, key]);
    }
  }

  /** A text without any rule may still be one empty constructor. */
  private assumeWhole(text: string): void {
    const [only] = this.objects;
    if (only && this.objects.length === 1 && text.trim() === text.slice(only.from, only.to)) this.add(only, []);
  }

  private add(object: ObjectConstructor, path: readonly string[]): boolean {
    const known = this.paths.get(object) ?? [];
    if (known.some((other) => sameNames(other, path))) return false;
    this.paths.set(object, [...known, path]);
    return true;
  }
}

const width = (pair: Pair): number => pair.valueTo - pair.valueFrom;
