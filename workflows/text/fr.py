"""French: what pupils and guardians read. Words for staff stay in English until a school translates them."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "date.pattern": "{weekday} {day} {month} {year}",
    "date.weekdays": "lun. mar. mer. jeu. ven. sam. dim.",
    "date.months": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "role.mentor": "mentor",
    "role.mentee": "élève accompagné",
    "role.partner": "partenaire",
    "link.concern": "Inquiet pour quelqu'un ? Dites-le-nous",
    "link.leave": "Quitter le programme",
    "link.apply": "Modifier vos réponses",
    "mail.questions": "Des questions ? Adressez-vous à {whom}.",
    "mail.worried": "Inquiet pour la sécurité de quelqu'un ?",
    "mail.tell": "Dites-le-nous",
    "mail.stop": "Vous pouvez arrêter à tout moment :",
    "mail.digest": "{first}, et {more} de plus",
    "link.consent": "Donner votre réponse",
    "applications.received.subject": "Nous avons reçu votre candidature",
    "applications.received.text": "Merci, {name}. Nous avons reçu votre candidature ({role}). "
    "La suite : {lead} la lit et vous recevez une réponse par courriel. "
    "Vous pouvez renvoyer le formulaire pour changer quelque chose.",
    "applications.received.why": "Vous nous avez envoyé une candidature pour {programme}.",
    "applications.changed.subject": "Nous avons reçu vos changements",
    "applications.changed.text": "Merci, {name}. Nous avons modifié votre candidature ({role}). "
    "Vos réponses précédentes ne comptent plus.",
    "applications.changed.why": "Vous avez renvoyé le formulaire de candidature.",
    "applications.attention.subject": "Merci de revoir votre candidature",
    "applications.attention.text": "Merci, {name}. Nous avons gardé tout ce que vous avez écrit ({role}), "
    "mais quelque chose est à corriger. Merci de renvoyer le formulaire en tenant compte de ceci :",
    "applications.attention.why": "Votre candidature pour {programme} n'est pas encore complète.",
    "applications.problem.email": "Votre adresse de courriel « {email} » semble incorrecte.",
    "applications.problem.email_taken": "Un autre élève utilise déjà l'adresse « {email} ».",
    "applications.problem.domain": "Utilisez votre adresse de l'école. Elle se termine par : {domains}.",
    "applications.problem.name": "Écrivez votre nom complet.",
    "applications.problem.grade_missing": "Écrivez votre niveau (classe) en chiffres.",
    "applications.problem.grade": "Le niveau {grade} ne peut pas se présenter ici. C'est pour les niveaux {grades}.",
    "applications.problem.slots_unknown": "Nous ne connaissons pas ces horaires : {slots}. Choisissez dans la liste.",
    "applications.problem.slots_few": "Choisissez au moins {least} horaires possibles.",
    "applications.problem.guardian": "Écrivez l'adresse de courriel d'un parent ou responsable.",
    "applications.problem.guardian_own": "Écrivez l'adresse d'un parent ou responsable, pas la vôtre.",
    "applications.problem.guardian_pupil": "L'adresse donnée pour votre parent ou responsable est celle d'un élève.",
    "applications.accepted.subject": "Votre candidature est acceptée",
    "applications.accepted.text": "Bonne nouvelle, {name} : vous êtes accepté(e) ({role}). "
    "Nous vous écrivons dès que la suite est prête. Vous n'avez rien à faire pour l'instant.",
    "applications.accepted.why": "L'école a décidé de votre candidature pour {programme}.",
    "applications.waiting.subject": "Vous êtes sur la liste d'attente",
    "applications.waiting.text": "Merci de votre candidature, {name}. Toutes les places ({role}) sont prises. "
    "Vous êtes sur la liste d'attente, et nous vous écrivons dès qu'une place se libère.",
    "applications.waiting.why": "L'école a décidé de votre candidature pour {programme}.",
    "applications.declined.subject": "Au sujet de votre candidature",
    "applications.declined.text": "Merci de votre candidature, {name}. Nous ne pouvons pas vous offrir de place "
    "({role}) cette fois. Cela ne dit rien de vous comme personne, et il fallait du courage pour demander. "
    "Il y a d'autres façons d'aider : accueillir les nouveaux, aider à une fête du programme, ou se représenter "
    "plus tard. {lead} en parle volontiers avec vous.",
    "applications.declined.why": "L'école a décidé de votre candidature pour {programme}.",
    "applications.words": "{lead} ajoute : {note}",
    "consent.request.subject": "À vous de décider : {name} peut-il ou peut-elle participer ?",
    "consent.request.text": "{name} souhaite participer à {programme}, où des élèves aident des élèves à l'école. "
    "Rien ne commence sans votre accord. Vous pouvez dire non, et changer d'avis à tout moment. "
    "Votre enfant pourrait :",
    "consent.request.why": "L'école vous connaît comme parent ou responsable de {name}.",
    "consent.renewal.subject": "À vous de décider encore : {name} peut-il ou peut-elle continuer ?",
    "consent.renewal.text": "Votre accord pour la participation de {name} à {programme} prend fin le {day}. "
    "Si {name} peut continuer, merci de le redire. Votre enfant continuerait ainsi :",
    "consent.renewal.why": "Vous avez déjà donné votre accord pour {name}.",
    "consent.reminder.subject": "Il nous manque votre réponse pour {name}",
    "consent.reminder.text": "Nous n'avons pas encore votre réponse. {name} ne peut participer qu'avec votre accord. "
    "Cela prend une minute. Un non convient aussi. Votre enfant pourrait :",
    "consent.reminder.why": "Nous vous avons écrit au sujet de {name} et n'avons pas encore de réponse.",
    "consent.goal": "Le but : {goal}",
    "consent.kept": "Nous gardons votre réponse {days} jours et ne l'utilisons que pour ce programme.",
    "consent.yes.subject": "Merci : {name} peut participer",
    "consent.yes.text": "Vous avez accepté que {name} participe à {programme}. Votre réponse vaut jusqu'au {day}. "
    "Si vous changez d'avis, utilisez le même lien. Tout s'arrête alors aussitôt.",
    "consent.yes.why": "Vous avez répondu à la question au sujet de {name}.",
    "consent.no.subject": "{name} ne participe pas",
    "consent.no.text": "Nous avons noté votre refus. {name} ne participe pas. "
    "Tout ce qui était prévu est arrêté. Si vous changez d'avis, utilisez le même lien.",
    "consent.no.why": "Vous avez répondu à la question au sujet de {name}.",
    "consent.stale.subject": "Merci d'utiliser ce lien plus récent pour {name}",
    "consent.stale.text": "Merci de votre réponse. Elle est venue par un ancien lien et ne compte donc pas encore. "
    "Merci de répondre une fois de plus ici :",
    "consent.stale.why": "Vous avez répondu à la question au sujet de {name}.",
    "consent.left.subject": "{name} a quitté le programme",
    "consent.left.text": "{name} a quitté {programme}. Votre accord a pris fin. Vous n'avez rien à faire.",
    "consent.left.why": "Nous vous avions demandé votre accord pour {name}.",
    "people.left.subject": "Vous avez quitté le programme",
    "people.left.text": "{name}, vous avez quitté {programme}. Vos rencontres sont annulées et nous cessons de vous "
    "écrire. Merci d'avoir participé. Pour revenir un jour, présentez-vous de nouveau.",
    "people.left.why": "Vous, ou l'école pour vous, avez choisi d'arrêter.",
    "training.invite.subject": "Votre formation de mentor",
    "training.invite.text": "{name}, avant de commencer comme mentor, vous suivez ces thèmes. "
    "{lead} vous dit où et quand :",
    "training.invite.why": "Vous êtes accepté(e) comme mentor.",
    "training.complete.subject": "Votre formation de mentor est terminée",
    "training.complete.text": "Bravo, {name}. Vous avez suivi tous les thèmes de la formation. "
    "Nous vous écrivons dès que votre binôme est formé.",
    "training.complete.why": "L'école a noté que votre formation est terminée.",
}
