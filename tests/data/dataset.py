# SPDX-License-Identifier: MIT
"""A synthetic organisation of any size as lines for sv-import: dataset.py N [SEED] prints N cases, always the same for a seed, whatever the version of Python.

Units in a hierarchy, of unequal size and temper; more reports after the summer and in January, and more each year; a spell in which one unit stands out; delays with long
tails; routes, outcomes, care and closing that follow from what was reported; persons who come back. The cases stand in the order in which they came in, and end on a day: what
would happen later is left out, so that the last ones are open. Every one of them is taken in by the gates of share/examples/protocol.json."""
import datetime, json, math, random, sys

FIRST, LAST = datetime.date(2016, 1, 4), datetime.date(2025, 12, 31)
# unit, staff, how often something is reported there
UNITS = [('buitendienst', 150, 1.6), ('dienstverlening', 60, 0.8), ('werk_inkomen', 110, 1.3), ('klantcontact', 90, 1.5), ('jeugd', 80, 1.0), ('vergunningen', 70, 0.7), ('burgerzaken', 60, 0.9),
         ('financien', 45, 0.5), ('ict', 55, 0.6), ('bedrijfsvoering', 40, 0.5), ('sociaal', 30, 0.7), ('ruimte', 20, 0.6), ('brandweer', 110, 1.8), ('bestuur', 30, 0.4), ('gemeente', 10, 0.3)]
# category, share, how often it is transgressive, how often it comes anonymously
CATEGORIES = [('bullying', 24, 0.20, 0.08), ('intimidation', 18, 0.35, 0.14), ('work_pressure', 15, 0.05, 0.10), ('aggression_violence', 12, 0.55, 0.04), ('discrimination', 11, 0.40, 0.16),
              ('sexual_harassment', 10, 0.65, 0.18), ('integrity_breach', 7, 0.50, 0.35), ('misstand', 3, 0.60, 0.40)]
CHANNELS = [('confidant', 38), ('manager', 24), ('desk', 20), ('digital', 10), ('phone', 6), ('letter', 2)]
MONTHS = [1.25, 1.05, 1.05, 0.95, 0.95, 1.0, 0.7, 0.65, 1.3, 1.2, 1.1, 0.8]
CAUSES = ['leadership_style', 'workload', 'power_relations', 'role_ambiguity', 'no_dissent', 'stress']
MEASURES = ['talk', 'agreements', 'coaching', 'team_intervention', 'apology', 'reprimand', 'warning', 'transfer', 'process_change']
POSITIONS = [('employee', 70), ('manager', 14), ('temporary', 10), ('contractor', 6)]
STORY = 'In het overleg van die week ging het mis, en daarna bleef het zo; anderen hebben het gezien. '


class Chance:
    """Everything is made of random() alone, which no version of Python changes."""

    def __init__(self, seed):
        self.random = random.Random(seed).random

    def below(self, n):
        return int(self.random() * n)

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def one(self, words):
        return words[self.below(len(words))]

    def weighed(self, pairs, weight=1):
        at = self.random() * sum(p[weight] for p in pairs)
        for p in pairs:
            at -= p[weight]
            if at < 0:
                return p
        return pairs[-1]

    def some(self, words, most):
        left = list(words)
        return sorted(left.pop(self.below(len(left))) for _ in range(self.between(1, most)))

    def days(self, median, spread):
        """Days with a long tail: lognormal, by Box and Muller."""
        normal = math.sqrt(-2 * math.log(1 - self.random())) * math.cos(2 * math.pi * self.random())
        return int(median * math.exp(spread * normal))


def arrivals(r, n):
    """The days on which n cases come in, sorted: seasons, weekdays, growth."""
    days = [FIRST + datetime.timedelta(days=i) for i in range((LAST - FIRST).days + 1)]
    weights, total = [], 0.0
    for day in days:
        total += MONTHS[day.month - 1] * 1.06 ** (day.year - FIRST.year) * (1.0 if day.weekday() < 5 else 0.15)
        weights.append(total)
    at = 0
    for place in sorted(r.random() * total for _ in range(n)):
        while weights[at] < place:
            at += 1
        yield days[at]


class Case:
    def __init__(self, r, number, received, people):
        self.r, self.number, self.day, self.acts = r, number, received, []
        self.build(received, people)

    def act(self, verb, after=0, **members):
        """Adds an act some days after the one before; what lies after the last day is never told."""
        self.day += datetime.timedelta(days=after)
        self.acts.append((self.day, verb, members))

    def ahead(self, days):
        return (self.day + datetime.timedelta(days=days)).isoformat()

    def build(self, received, people):
        r = self.r
        unit = r.weighed([(u, staff * temper * (4 if u == 'vergunningen' and received.year == 2023 and 3 <= received.month <= 8 else 1)) for u, staff, temper in UNITS])[0]
        category, _, grave, hidden = r.weighed(CATEGORIES)
        anonymous = r.random() < hidden
        kind = 'signal' if r.random() < 0.08 else 'complaint' if not anonymous and r.random() < 0.13 else 'report'
        transgressive = r.random() < grave
        concerned = kind == 'complaint' or r.random() < 0.8
        parties = [{'role': 'reporter', 'position': r.weighed(POSITIONS)[0], 'unit': unit}]
        if kind == 'complaint' or r.random() < 0.65:
            parties[0]['affected'] = True
        who = r.below(people)
        if not anonymous:
            parties[0].update(name='Medewerker %d' % who, contact='m%d@organisatie.example' % who, person='M%07d' % who)
        if concerned:
            other = (who + 1 + r.below(people - 1)) % people
            parties.append({'role': 'concerned', 'position': r.weighed(POSITIONS)[0], 'unit': unit, 'name': 'Medewerker %d' % other, 'person': 'M%07d' % other})
        if r.random() < 0.1:
            parties.append({'role': 'witness'})
        report = {'kind': kind, 'confidentiality': 'anonymous' if anonymous else 'named' if kind == 'complaint' or r.random() < 0.3 else 'confidential', 'channel': r.weighed(CHANNELS)[0],
                  'category': category, 'unit': unit, 'gravity': 'transgressive' if transgressive else 'undesirable', 'received': received.isoformat(),
                  'narrative': 'Zaak %d. ' % self.number + STORY * r.between(1, 5), 'parties': parties}
        if kind == 'complaint':
            report['written'] = True
        if r.random() < 0.7:
            report['incident'] = (received - datetime.timedelta(days=min(r.days(20, 1.4), 900))).isoformat()
        self.act('report', min(r.weighed([(0, 80), (1, 15), (3, 5)])[0], (LAST - received).days), **report)
        self.anonymous, self.kind, self.concerned, self.transgressive, self.parties = anonymous, kind, concerned, transgressive, parties
        if not anonymous and r.random() < 0.85:
            self.act('message', min(r.days(3, 0.8), 30), kind='acknowledgement', party='p1', by='mail')
        self.triage()

    def triage(self):
        r = self.r
        if self.kind == 'complaint':
            route = 'complaint'
        else:
            route = r.weighed([('informal', 52), ('mediation', 20), ('register_only', 0 if self.transgressive else 12), ('fact_finding', (24 if self.transgressive else 6) if self.concerned and not self.anonymous else 0),
                               ('preliminary', 6)])[0]
        self.act('triage', min(r.days(6, 0.9), 90), route=route, why='gezien de ernst en de wens van de melder', **({'settled': True} if route == 'register_only' else {}),
                 **({'admissible': True} if self.kind == 'complaint' else {}), **({'inform_concerned': True} if self.concerned else {}))
        if r.random() < 0.04 and not self.transgressive and route != 'complaint':
            self.act('withdraw', r.between(1, 40), why='wil het zo laten')
            return self.finish()
        if route == 'informal' and r.random() < 0.15:
            route = 'mediation'
            self.act('triage', r.between(10, 60), route=route, why='een gesprek hielp niet')
        waits = min(max(r.days({'register_only': 10, 'informal': 35, 'mediation': 55, 'preliminary': 45}.get(route, 60), 0.6), 2), 500)
        if route in ('fact_finding', 'complaint'):
            self.investigate(route, waits)
        else:
            self.wait(waits)
        outcome = {'register_only': 'registered_only', 'informal': 'settled', 'mediation': 'settled', 'preliminary': 'not_established'}.get(route) or \
            r.weighed([('founded', 34), ('partly_founded', 22), ('unfounded', 24), ('not_established', 20)])[0]
        grave = self.transgressive and outcome in ('founded', 'partly_founded')
        self.act('decide', 1, outcome=outcome, grounds='op grond van de gesprekken en de stukken', measures=r.some(MEASURES[5:] if grave else MEASURES[:5], 2) if outcome not in ('unfounded', 'not_established') else ['none'],
                 override=['status_updates'], override_why='was te laat')
        if not self.anonymous and r.random() < 0.8:
            self.act('message', r.between(0, 10), kind='feedback', party='p1', by='mail')
        self.finish()

    def wait(self, days):
        """Time passes; the reporter is told how things stand, mostly in time."""
        while days > 38:
            step = 38 if self.r.random() < 0.8 else 60
            self.day += datetime.timedelta(days=min(step, days))
            days -= step
            if not self.anonymous and days > 0:
                self.act('message', kind='update', party='p1', by='mail')
        self.day += datetime.timedelta(days=max(days, 0))

    def investigate(self, route, waits):
        r = self.r
        if route == 'fact_finding':
            self.act('investigate', r.between(3, 15), step='preliminary', conclusion='investigate', report='concreet en te toetsen')
        self.act('investigate', r.between(2, 10), step='open', question='Is gebeurd wat is gemeld?', proportionality='de norm weegt zwaar', subsidiarity='een gesprek geeft geen duidelijkheid', lighter_means=['talk'],
                 means=['interviews'], until=self.ahead(400), external='een bureau', independence='werkt niet met betrokkenen', protocol_version='2016')
        complaint = self.kind == 'complaint'
        for p in ('p1', 'p2'):
            self.act('investigate', 0, step='notify', party=p, leaflet='2016.1', **({'copy': True, 'answer_by': self.ahead(14)} if complaint and p == 'p2' else {}))
        if complaint:
            self.act('investigate', r.between(5, 14), step='answer', party='p2', text='het was zo niet bedoeld')
        for p in ('p1', 'p2'):
            self.act('investigate', r.between(2, 9), step='hear', party=p, account='verslag van het gesprek', attendance='twee onderzoekers', recorded='no')
        self.wait(max(waits - 30, 0))
        for p in ('p1', 'p2'):
            self.act('investigate', 0, step='inspect', party=p, what='account', comment_by=self.ahead(7))
        self.act('investigate', r.between(8, 20), step='find', party='p2', finding=r.one(['established', 'not_established', 'established']), standard='plausible', account='de feiten')

    def finish(self):
        r = self.r
        if r.random() < 0.1:
            self.act('aftercare', r.between(0, 7), step='plan', party='all', refused=True)
        else:
            self.act('aftercare', r.between(0, 7), step='plan', party='all', actions='een gesprek na zes weken')
            for _ in range(r.below(4)):
                self.act('aftercare', r.between(20, 60), step='contact', party='p1', safety=r.weighed([(5, 30), (4, 40), (3, 22), (2, 8)])[0], mood=r.between(2, 5))
        self.act('aftercare', r.between(0, 20), step='learn', **({'causes': r.some(CAUSES, 2)} if r.random() < 0.9 else {'none_because': 'een misverstand'}))
        if r.random() < 0.2:
            self.act('aftercare', 0, step='recommend', text='spreek het af in het team', owner='hr', by=self.ahead(90))
        if r.random() < 0.93:
            self.act('close', min(r.days(12, 0.9), 200), override=['status_updates'], override_why='was te laat')
            if r.random() < 0.01:
                self.act('reopen', r.between(20, 200), why='het is opnieuw gebeurd')

    def line(self):
        acts = [{verb: members, 'at': day.isoformat()} for day, verb, members in self.acts if day <= LAST]
        return json.dumps({'source': 'D%08d' % self.number, 'acts': acts}, separators=(',', ':'), ensure_ascii=False)


def lines(n, seed=1):
    r = Chance(seed)
    people = max(n // 2, 50)
    for number, received in enumerate(arrivals(r, n), 1):
        yield Case(r, number, received, people).line()


if __name__ == '__main__':
    for text in lines(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1):
        print(text)
