"""French: what pupils and guardians read of the programme's modules. Not yet reviewed by native speakers."""

from __future__ import annotations

from workflows.text.lines import words_of

WORDS = words_of(
    """
agreements.ask.subject | Ton accord avec {partner}
agreements.ask.text | Bonjour {name}, toi et {partner} vous êtes rencontrés pour la première fois. Lis ce que \
vous promettez tous les deux et dis-nous si tu es d'accord. Cela prend une minute.
agreements.ask.why | Tu participes à {programme}, et chaque binôme se met d'accord sur les mêmes règles.
agreements.ask.link | Lire et répondre
agreements.chase.subject | Réponds, s'il te plaît : ton accord avec {partner}
agreements.chase.text | Bonjour {name}, nous n'avons pas encore ta réponse. Lis ce que toi et {partner} \
promettez et dis-nous si tu es d'accord.
agreements.chase.why | Tu participes à {programme}, et ta réponse manque.
meetings.welcome.subject | Ta première rencontre : {day}
meetings.welcome.text | Bonjour {name}, ton {role} est {partner}. Vous vous voyez le {day}, {time}, {room}. \
{host} vous accueille. {common}
meetings.welcome.common | Vous êtes ensemble parce que vous aimez tous les deux : {common}.
meetings.welcome.times | Vous êtes ensemble parce que vous pouvez vous aider et que vous êtes libres aux mêmes \
heures.
meetings.welcome.why | Tu participes à {programme}, et ton binôme a été approuvé.
meetings.welcome.ideas | Pour faire connaissance
meetings.welcome.idea_1 | Chacun dit deux choses vraies et une inventée ; l'autre trouve celle qui est inventée.
meetings.welcome.idea_2 | Trouvez trois points communs que personne ne devinerait.
meetings.welcome.idea_3 | Qu'aimerais-tu savoir faire à la fin de l'année ?
meetings.moved.subject | Ta rencontre est déplacée au {day}
meetings.moved.text | Ta rencontre avec {partner} le {before} est déplacée. Elle a lieu le {day}, {time}, \
{room}.
meetings.moved.why | Tu participes à {programme}, et l'ancienne heure n'était plus possible.
meetings.again.subject | Une nouvelle heure pour ta rencontre : {day}
meetings.again.text | Ta rencontre avec {partner} le {before} n'a pas eu lieu. Vous pouvez vous voir le {day}, \
{time}, {room}.
meetings.again.why | Tu participes à {programme}.
meetings.over.subject | Tes rencontres sont arrêtées
meetings.over.text | Bonjour {name}, tes rencontres ne peuvent pas continuer. Nous les avons enlevées de ton \
agenda. Ce n'est pas ta faute. {lead} parlera avec toi de la suite.
meetings.over.why | Tu participes à {programme}.
meetings.no_goodbye.subject | Ta rencontre d'au revoir n'aura pas lieu
meetings.no_goodbye.text | Bonjour {name}, ta rencontre d'au revoir ne peut pas avoir lieu. Nous l'avons enlevée de \
ton agenda. Ce n'est pas ta faute. {lead} parlera avec toi et peut transmettre ton au revoir.
meetings.no_goodbye.why | Tu participes à {programme}, et une rencontre d'au revoir était prévue.
meetings.paused.subject | Tes rencontres font une pause
meetings.paused.text | Bonjour {name}, tes rencontres font une pause jusqu'à la fin de la formation du mentor. \
Ce n'est pas ta faute. Les nouvelles heures arrivent toutes seules. {lead} répond aux questions.
meetings.paused.why | Tu participes à {programme}, et l'école demande d'abord un thème de formation.
meetings.goodbye.subject | Une dernière rencontre : {day}
meetings.goodbye.text | Bonjour {name}, ton temps en binôme avec {partner} se termine. Voyez-vous encore une \
fois pour vous dire au revoir : {day}, {time}, {room}. {host} est là pour vous. Dites-vous ce que vous garderez \
en mémoire.
meetings.goodbye.why | Tu participes à {programme}, et chaque binôme se dit au revoir.
meetings.regular.subject | Tes rencontres des prochaines semaines
meetings.regular.text | Certaines de tes rencontres avec {partner} changent cette fois :
meetings.regular.moved | {day}, {time}, au lieu du jour habituel
meetings.regular.skipped | Pas de rencontre autour du {day}
meetings.regular.why | Tu participes à {programme}.
feedback.pupil.subject | Comment ça va avec {partner} ?
feedback.pupil.text | Bonjour {name}, dis-nous comment ça va. Cela prend deux minutes. Toutes les réponses sont \
comptées ensemble.
feedback.pupil.why | Tu participes à {programme}. Nous posons la question à tous quelques fois par an.
feedback.exit.subject | Ton temps avec {partner}
feedback.exit.text | Bonjour {name}, ton temps en binôme avec {partner} est terminé. Comment était-ce ? Cela \
prend deux minutes et aide à bien faire pour les autres.
feedback.exit.why | Tu as participé à {programme}, et nous le demandons à chaque fin de binôme.
feedback.chase.subject | Encore sans réponse : quelques questions
feedback.chase.text | Bonjour {name}, nous aimerions toujours savoir comment ça va pour toi. Deux minutes \
suffisent. Si tu ne veux pas répondre, tu n'as rien à faire.
feedback.chase.why | Tu participes à {programme}, et ta réponse manque.
feedback.link | Répondre
rollover.mentor.subject | {name}, deviens mentor l'an prochain
rollover.mentor.text | Bonjour {name}, cette année tu as eu un mentor et vous vous êtes vus {held} fois. Tu \
sais combien cela aide. L'an prochain, un élève plus jeune pourrait t'avoir, toi. Cela nous ferait très \
plaisir. Tout commence par un petit formulaire.
rollover.mentor.why | Tu as participé à {programme} cette année, jusqu'au bout.
rollover.again.subject | {name}, reviens l'an prochain
rollover.again.text | Bonjour {name}, tu as participé cette année : {held} rencontres. Merci. Veux-tu continuer \
l'an prochain ? Présente-toi de nouveau, car les heures et les souhaits changent.
rollover.again.why | Tu as participé à {programme} cette année.
rollover.waited.subject | Pas de place cette année. Essaie encore, {name}
rollover.waited.text | Bonjour {name}, nous sommes désolés : il n'y avait pas de place pour toi cette année. Ce \
n'est pas ta faute. L'an prochain tout recommence, et tu peux te présenter de nouveau.
rollover.waited.why | Tu t'es présenté à {programme} cette année.
rollover.farewell.subject | Merci, {name}
rollover.farewell.text | Bonjour {name}, l'année est finie. Tu as eu {held} rencontres. Merci pour tout ce que \
tu as donné.
rollover.farewell.why | Tu as participé à {programme} cette année.
rollover.link | Me présenter pour l'an prochain
recognition.badge.subject | {name}, tu as un nouveau badge
recognition.badge.text | Bravo, {name}. Tu as eu {held} rencontres. Cela te vaut un nouveau badge.
recognition.badge.why | Tu participes à {programme}, et tu as tenu bon.
recognition.certificate.subject | Ton certificat, {name}
recognition.certificate.text | Bravo, {name}. Tu as eu {held} rencontres cette année. Ton certificat est joint \
à ce courriel.
recognition.certificate.why | Tu participes à {programme}.
recognition.family.subject | Un certificat pour {name}
recognition.family.text | {name} a eu {held} rencontres cette année. Vous pouvez être fiers. Le certificat est \
joint à ce courriel.
recognition.family.why | Vous avez accepté que {name} participe à {programme}.
recognition.paper.title | Certificat
recognition.paper.mentor | a été mentor : {held} rencontres, {hours} heures en tout.
recognition.paper.mentee | a participé : {held} rencontres, {hours} heures en tout.
recognition.paper.partner | a aidé son partenaire : {held} rencontres, {hours} heures en tout.
recognition.poll.subject | {name}, quelle récompense aimerais-tu ?
recognition.poll.text | Bonjour {name}, à la fin de l'année nous disons merci. Tu choisis comment. Un clic.
recognition.poll.why | Tu participes à {programme}.
recognition.poll.link | Choisir
recognition.letter.subject | Une lettre de recommandation pour toi, {name}
recognition.letter.text | Bonjour {name}, voici une lettre sur ce que tu as fait. Utilise-la quand elle peut \
t'aider.
recognition.letter.why | La personne responsable de {programme} l'a écrite et te l'envoie.
recognition.letter.title | Lettre de recommandation pour {name}
recognition.letter.mentor | {name} a été mentor dans {programme} cette année : {held} rencontres avec des \
élèves plus jeunes, {hours} heures.
recognition.letter.mentee | {name} a participé à {programme} cette année : {held} rencontres, {hours} heures en \
tout.
recognition.letter.partner | {name} et son partenaire se sont aidés dans {programme} cette année : {held} \
rencontres, {hours} heures en tout.
recognition.letter.trained | La formation portait sur : {topics}.
celebration.title | {programme} : la fête
celebration.description | Nous remercions tous ceux qui ont participé.
celebration.honours | Nous remercions
celebration.pupil.subject | Viens faire la fête : {day}
celebration.pupil.text | Bonjour {name}, nous fêtons ce que vous avez tous fait. Viens le {day}, {time}, \
{place}.
celebration.pupil.why | Tu participes à {programme}.
celebration.family.subject | Vous êtes invités : {day}
celebration.family.text | Nous fêtons ce que {name} et les autres ont fait. Venez le {day}, {time}, {place}.
celebration.family.why | Vous avez accepté que {name} participe à {programme}.
measures.ask.subject | {name}, quelques questions sur toi
measures.ask.text | Bonjour {name}, ces questions nous aident à voir si le programme fait du bien. Cela prend \
cinq minutes. Ton nom n'est pas gardé avec tes réponses. Tu peux laisser de côté ce à quoi tu ne veux pas \
répondre.
measures.ask.why | Tu participes à {programme}. Nous posons ces questions à tous au début et plus tard.
measures.again.subject | {name}, tu peux encore répondre
measures.again.text | Bonjour {name}, comme aucun nom n'est gardé, nous ne savons pas qui a répondu. Si c'est \
fait : merci. Sinon, il est encore temps. Nous ne demanderons plus.
measures.again.why | Tu participes à {programme}. Tout le monde reçoit ce rappel une fois.
measures.link | Répondre
reviews.call.subject | Parlons-en ensemble : {day}
reviews.call.text | Bonjour {name}, nous nous voyons le {day}, {time}, {place}, pour parler de comment ça va. \
Ton partenaire vient un autre jour : parle librement. Dis-nous dès maintenant de quoi parler.
reviews.call.why | Tu participes à {programme}, et ta parole compte.
reviews.link | Choisir les sujets
sessions.line | {when}, {room} : {topics}
sessions.alternates | Si tu ne peux pas venir, il y a aussi
sessions.preread | À lire avant : {what}
sessions.invite.subject | Tes dates pour la formation de mentor
sessions.invite.text | Bonjour {name}, voici quand et où a lieu ta formation de mentor. Tu la trouveras dans \
ton agenda. Si tu ne peux pas venir, refuse l'invitation : une autre date arrive toute seule.
sessions.invite.why | Tu es accepté comme mentor dans {programme}, et les mentors se forment d'abord.
sessions.make_up.subject | Une nouvelle date pour la formation manquée
sessions.make_up.text | Bonjour {name}, tu nous as manqué à la formation. Tu peux la rattraper ici :
sessions.make_up.why | Tu avais une place dans une formation de {programme} et tu n'étais pas sur la liste.
sessions.moved.subject | Une autre date pour ta formation de mentor
sessions.moved.text | Bonjour {name}, voici une autre date pour ta formation de mentor :
sessions.moved.why | Tu participes à la formation de {programme}, et ta date a changé.
sessions.today.subject | Aujourd'hui : ta formation de mentor
sessions.today.text | Bonjour {name}, ta formation a lieu {when}, {room}. On y dit un mot à voix haute. \
Écris-le ici, et tu es sur la liste.
sessions.today.why | Tu as une place dans une formation de {programme}.
sessions.today.link | Écrire le mot
sessions.wrong.subject | Ce n'était pas le mot de la formation
sessions.wrong.text | Bonjour {name}, aucune formation n'a le mot que tu as écrit. Demande-le, puis essaie \
encore avec le même lien.
sessions.wrong.why | Tu as écrit un mot pour dire que tu étais à une formation de {programme}.
life.ideas.subject | Deux idées pour ta rencontre d'aujourd'hui
life.ideas.text | Bonjour {name}, voici ce que vous pourriez faire ensemble. À vous de choisir.
life.ideas.heading | Vos idées
life.ideas.why | Tu as une rencontre aujourd'hui dans {programme}.
life.favourites.subject | Ce que vous avez préféré
life.favourites.text | Bonjour {name}, vous avez eu toutes nos idées. Reprenez une des meilleures, ou inventez \
la vôtre.
life.favourites.heading | Vous avez aimé
life.favourites.why | Tu as une rencontre aujourd'hui dans {programme}.
life.goal_ask.subject | Que voulez-vous atteindre tous les deux ?
life.goal_ask.text | Bonjour {name}, toi et {partner} vous connaissez maintenant. Choisissez un but ensemble. \
Un petit but, c'est bien. L'un de vous remplit ceci.
life.goal_ask.link | Écrire notre but
life.goal_ask.why | Tu participes à {programme}, et les binômes avec un but vont plus loin.
life.goal_nudge.subject | Votre but : où en êtes-vous ?
life.goal_nudge.text | Bonjour {name}, toi et {partner} voulez atteindre ceci d'ici le {day} : {goal}. Où en \
êtes-vous ?
life.goal_nudge.link | Répondre en un clic
life.goal_nudge.why | Vous avez choisi un but dans {programme}, et la date approche.
life.goal_reached.subject | Votre but est atteint !
life.goal_reached.text | Bravo, {name} et {partner} ! Vous le vouliez, et vous l'avez fait : {goal}. Prenez un \
moment pour vous réjouir ensemble.
life.goal_reached.why | L'un de vous nous a dit que votre but dans {programme} est atteint.
life.drop_in.subject | Heure ouverte pour parler de ton binôme
life.drop_in.text | Bonjour {name}, {adult} est là pour toi : {when}. Viens si tu veux.
life.drop_in.why | Tu fais partie d'un binôme de {programme}.
life.help.link | J'aimerais de l'aide pour mon binôme
life.tip.subject | Un conseil pour ta prochaine rencontre
life.tip.text | Bonjour {name}, tu as dit que ta rencontre était difficile. Cela arrive à tout le monde. Un \
conseil est plus bas. {adult} aimerait savoir comment ça va : {when}.
life.tip.why | Tu as dit, dans une réponse à {programme}, qu'une rencontre était difficile.
life.tip_alone.subject | Un conseil pour ta prochaine rencontre
life.tip_alone.text | Bonjour {name}, tu as dit que ta rencontre était difficile. Cela arrive à tout le monde. \
Un conseil est plus bas. Tu peux toujours demander à {adult}.
life.tip_alone.why | Tu as dit, dans une réponse à {programme}, qu'une rencontre était difficile.
life.tips.0 | Commence par demander : qu'est-ce qui était bien cette semaine, et qu'est-ce qui ne l'était pas ? \
Puis écoute seulement, deux minutes.
life.tips.1 | Faites quelque chose avec les mains : dessiner, construire, marcher. Les mots viennent tout \
seuls, plus tard.
life.tips.2 | Choisis une des deux idées avant la rencontre, et apporte ce qu'il faut.
life.tips.3 | Dis ce que tu as remarqué, pas ce que l'autre est. Demande : qu'est-ce que tu aimerais changer ?
life.tips.4 | Écris un mot gentil : tu m'as manqué. Demande si le jour ou l'heure pose problème.
life.tips.5 | Dis à l'adulte responsable quelle heure ou quel lieu irait mieux. Nous en cherchons un autre.
life.tips.6 | Essaie encore trois rencontres et parle à l'adulte responsable. Beaucoup de bons binômes ont \
commencé ainsi.
life.coordinator.subject | Tu coordonnes : tes deux formulaires
life.coordinator.text | Bonjour {name}, tu t'occupes des idées et des fêtes. L'adulte responsable voit tout ce \
que tu envoies. N'écris pas de noms d'élèves.
life.coordinator.idea | Changer la liste d'idées
life.coordinator.event | Préparer une fête
life.coordinator.why | Tu aides à faire vivre {programme}.
life.event_agreed.subject | Ton idée de fête est acceptée : {title}
life.event_agreed.text | Bonjour {name}, l'adulte responsable est d'accord pour {title}. Vas-y !
life.event_agreed.why | Tu as préparé une fête de {programme}.
life.opportunities.subject | Des occasions pour toi
life.opportunities.text | Bonjour {name}, tu nous as dit quel travail t'intéresse. Voici du nouveau :
life.opportunities.why | Tu as nommé des métiers qui t'intéressent en te présentant à {programme}.
life.help_kind.tutor | aide aux devoirs
life.help_kind.counsellor | conseiller de l'école
life.referral_consent.subject | Pouvons-nous demander une autre aide pour {name} ?
life.referral_consent.text | Nous pensons que ceci aiderait {name} : {kind}. Rien n'est dit à personne avant \
votre oui.
life.referral_consent.link | Donner votre réponse
life.referral_consent.why | Vous êtes le parent ou responsable de {name}, qui participe à {programme}.
life.referral_told.subject | {helper} prendra contact au sujet de {name}
life.referral_told.text | Vous avez accepté une autre aide pour {name} ({kind}). {helper} est au courant et \
prendra contact.
life.referral_told.why | Vous êtes le parent ou responsable de {name}, qui participe à {programme}.
life.bank.map | Dessinez un plan de l'école de mémoire. Marquez où vous vous sentez bien, et pourquoi.
life.bank.tour | Faites le tour de l'école. Chacun montre à l'autre trois lieux bons à connaître.
life.bank.who | Faites une liste : à qui demander quoi ? Trouvez un nom pour chaque ligne.
life.bank.lunch | Déjeunez ensemble, et trouvez trois plats que vous aimez tous les deux.
life.bank.clubs | Regardez la liste des clubs. Choisissez-en un à essayer une fois ensemble.
life.bank.rules | Quelles règles de l'école ont du sens pour vous ? Dessinez un panneau pour l'une d'elles.
life.bank.survival | Écrivez dix conseils pour quelqu'un qui arrive ici l'an prochain.
life.bank.first_step | Prends la tâche que tu aimes le moins. Trouve un premier pas de deux minutes, et fais-le.
life.bank.teach_back | L'un explique un cours comme si l'autre avait été absent. Puis changez de rôle.
life.bank.flash | Faites dix cartes avec une question d'un côté. Jouez jusqu'à tout savoir.
life.bank.read_aloud | Lisez à voix haute, une page chacun. Arrêtez-vous et devinez la suite.
life.bank.find_out | Chacun pose une question à laquelle personne ne sait répondre. Trouvez deux sources \
d'accord entre elles.
life.bank.mistakes | Regardez un contrôle rendu. Comprenez une erreur, et corrigez-la.
life.bank.science | Construisez la plus haute tour possible en papier et ruban adhésif. Pourquoi est-elle \
tombée ?
life.bank.compliments | Dites-vous trois choses vraies et gentilles. Puis une à quelqu'un d'autre.
life.bank.board_game | Jouez à un jeu de société. Qui perd choisit le suivant.
life.bank.ball | Lancez-vous une balle. À chaque lancer, posez une question.
life.bank.recess | Passez la récréation ensemble, et invitez une personne de plus.
life.bank.role_play | Jouez une dispute que vous connaissez, puis rejouez-la avec une meilleure fin.
life.bank.joining | Comment entrer dans un groupe qui joue déjà ? Essayez trois premières phrases.
life.bank.sorry | Qu'est-ce qu'un bon pardon ? Écrivez-en un que vous aimeriez entendre.
life.bank.proud | Chacun raconte une chose difficile qu'il a faite. Qu'est-ce qui a aidé ?
life.bank.draw | Dessinez-vous l'un l'autre sans regarder la feuille. Accrochez le plus drôle.
life.bank.skill | Apprenez-vous quelque chose : un nœud, un tour, un mot d'une autre langue.
life.bank.brave | Choisissez un petit acte courageux pour cette semaine. Racontez-le la prochaine fois.
life.bank.song | Chacun apporte une chanson. Dites ce que vous y entendez.
life.bank.photo_story | Prenez cinq photos qui racontent une histoire sans mots.
life.bank.speech | Parle une minute de ce que tu aimes. L'autre compte les sourires.
life.bank.week_plan | Écrivez la semaine qui vient. Marquez ce qui est fixe, puis où il reste de la place.
life.bank.bag | Videz le sac d'école. Que remettre dedans, et où ?
life.bank.timer | Travaillez dix minutes avec un minuteur, reposez-vous trois. Deux fois. Qu'est-ce qui a \
changé ?
life.bank.calendar | Notez les trois prochaines dates à ne pas manquer, avec un jour pour commencer chacune.
life.bank.lists | Faites une liste de tout ce que vous avez en tête. Choisissez-en trois. Barrez-en une.
life.bank.folder | Triez les feuilles d'une matière. Jetez ce qui ne sert plus.
life.bank.morning | Écrivez votre matin minute par minute. Comment gagner dix minutes ?
life.bank.good_day | Raconte ta meilleure journée d'école. Que pourrais-tu refaire ?
life.bank.chain | Faites une chaîne de papier : un anneau par jour où tu viens. Décidez ce qui se passe à dix.
life.bank.obstacles | Qu'est-ce qui rend difficile de venir à l'école ? Trouvez une chose à changer, et qui \
aide.
life.bank.walk | Promenez-vous dans l'école, et parlez de ce qui vous fait envie.
life.bank.jobs | Nommez le plus de métiers possible en trois minutes. Lequel essayer un jour ?
life.bank.interview | Demandez à un adulte de l'école comment il est venu à son travail.
life.bank.letter | Écris une lettre à toi-même pour dans un an. Garde-la bien.
life.bank.paths | Cherchez un métier que vous aimez. Quelles matières faut-il ?
life.bank.build | Inventez quelque chose qui rendrait l'école meilleure. Dessinez un plan et dites le prix.
self_checks.quiz.subject | Presque : {topic}
self_checks.quiz.text | Bonjour {name}, {count} de tes réponses ne sont pas encore justes. Rappelle-toi : tu le \
dis à un adulte le jour même, tu ne promets jamais le secret, et tu n'as besoin d'aucune preuve. Essaie encore.
self_checks.quiz.why | Tu as répondu au quiz que chaque mentor de {programme} réussit avant d'avoir un binôme.
self_checks.scenarios.subject | Regarde encore : {topic}
self_checks.scenarios.text | Bonjour {name}, {count} de tes réponses pourraient mettre quelqu'un en danger. \
Pense à qui doit savoir, et quand. Essaie encore. Un adulte en parlera avec toi.
self_checks.scenarios.why | Tu as répondu aux situations que chaque mentor de {programme} travaille.
self_checks.card.subject | Un nouveau trimestre : si tu t'inquiètes pour quelqu'un
self_checks.card.text | Bonjour {name}, bon retour. À retenir :
self_checks.card.1 | Dis-le à un adulte le jour même. Tu n'as besoin d'aucune preuve.
self_checks.card.2 | Ne promets jamais de garder le secret.
self_checks.card.3 | En cas de danger, va d'abord chercher un adulte ou appelle à l'aide. Le formulaire vient \
après.
self_checks.card.why | Tu es mentor dans {programme}. Nous le rappelons à tous les mentors chaque trimestre.
expect.pupil.subject | Ce que nous attendons de toi, et toi de nous
expect.pupil.text | Bonjour {name}. Tu participes comme {role}. Voici ce que cela veut dire :
expect.pupil.why | Ton parent ou responsable a accepté que tu participes à {programme}.
expect.guardian.subject | Ce que {name} a accepté
expect.guardian.text | {name} participe comme {role}. Voici ce que nous demandons à {name} :
expect.guardian.why | Vous avez accepté que {name} participe à {programme}.
expect.mentor.time | Viens à chaque rencontre, à l'heure. Ton partenaire t'attend.
expect.mentor.listen | Écoute plus que tu ne parles. Tu n'as pas besoin d'avoir la réponse.
expect.mentor.tell | Tu ne peux pas venir ? Dis-le la veille.
expect.mentor.secret | Garde pour toi ce que tu entends. Si quelqu'un n'est pas en sécurité, dis-le tout de \
suite à un adulte.
expect.mentor.leave | C'est une promesse pour l'année. Si cela ne va pas, parle avec nous : tu peux arrêter.
expect.mentee.time | Viens à chaque rencontre, à l'heure.
expect.mentee.listen | Dis ce que tu aimerais faire. C'est ton temps.
expect.mentee.tell | Tu ne peux pas venir ? Dis-le la veille.
expect.mentee.secret | Ton mentor garde ce que tu dis. Si quelqu'un n'est pas en sécurité, un adulte doit le \
savoir.
expect.mentee.leave | Tu peux arrêter à tout moment, sans raison.
expect.partner.time | Viens à chaque rencontre, à l'heure. Ton partenaire t'attend.
expect.partner.listen | Vous vous aidez l'un l'autre. Chacun parle, et chacun écoute.
expect.partner.tell | Tu ne peux pas venir ? Dis-le la veille.
expect.partner.secret | Garde pour toi ce que tu entends. Si quelqu'un n'est pas en sécurité, dis-le tout de \
suite à un adulte.
expect.partner.leave | Tu peux arrêter à tout moment, sans raison.
selection.invited.subject | Viens parler avec nous
selection.invited.text | Bonjour {name}. Nous aimerions parler avec toi le {day}, {time}, {room}. Tu verras \
{panel}. Tu ne peux pas venir ? Refuse l'invitation dans ton agenda et nous cherchons une autre heure.
selection.invited.why | Tu veux être mentor dans {programme}.
selection.remind.subject | Notre rencontre est aujourd'hui
selection.remind.text | Bonjour {name}. Nous te voyons aujourd'hui, {time}, {room}.
selection.remind.why | Tu veux être mentor dans {programme}.
needs.link | Dire ce que tu penses
needs.ask.subject | Sur quoi devons-nous travailler ?
needs.ask.text | Bonjour {name}. Avant que {programme} commence, nous demandons à tous : qu'est-ce qui te gêne \
le plus à l'école ? Cela prend deux minutes. Ton nom n'est pas gardé avec ta réponse.
needs.ask.why | Tu es sur la liste de l'école, ou tu travailles pour {programme}.
needs.chosen.subject | Vous l'avez dit, nous l'avons choisi
needs.chosen.text | Bonjour {name}. Tu nous as dit ce qui te gêne. {count} personnes ont nommé : {issue}. C'est \
donc par là que {programme} commence. Merci.
needs.chosen.why | Nous t'avons demandé sur quoi l'école doit travailler.
recruiting.invite.subject | Veux-tu participer ?
recruiting.invite.text | Bonjour {name}. {programme} cherche des élèves comme toi. Tout ton niveau reçoit ce \
courriel. Voici ce que cela veut dire :
recruiting.invite.why | La liste de l'école dit que tu peux te présenter. Tu n'es obligé à rien.
recruiting.goal | Le but : {goal}
recruiting.closes | Tu peux te présenter jusqu'au {day}. As-tu besoin d'aide avec le formulaire, ou le veux-tu \
sur papier ? Demande-nous : un adulte peut le remplir pour toi.
recruiting.link.mentor | Devenir mentor
recruiting.link.mentee | Demander un mentor
recruiting.link.session | Venir en savoir plus d'abord
recruiting.poster.title | Veux-tu participer ?
recruiting.poster.closes | Présente-toi jusqu'au {day}.
recruiting.poster.note | Vise le carré avec un appareil photo, ou tape l'adresse.
recruiting.last_call.subject | Tu peux encore te présenter
recruiting.last_call.text | Bonjour {name}. Tu peux te présenter jusqu'au {day}. C'est le seul rappel.
recruiting.last_call.why | Nous t'avons invité à {programme} et n'avons pas eu de réponse.
recruiting.nominated.subject | Quelqu'un pense à toi
recruiting.nominated.text | Bonjour {name}. Quelqu'un qui te connaît te verrait bien comme {role} dans \
{programme}. Veux-tu te présenter ? C'est toi qui décides.
recruiting.nominated.why | Quelqu'un à l'école a donné ton nom.
recruiting.session.subject | Tu viens en savoir plus
recruiting.session.text | Bonjour {name}. Nous te voyons le {day}, {time}, {room}. C'est aussi dans ton agenda.
recruiting.session.why | Tu t'es inscrit pour en savoir plus sur {programme}.
recruiting.session.title | {programme} : venez en savoir plus
default.consent.meet | participer à des rencontres chaque semaine à l'école
default.consent.share | partager son nom et son emploi du temps avec son binôme
default.pitch.help | Tu aides un élève plus jeune à trouver sa place, et tu apprends à écouter et à guider.
default.pitch.promise | Un binôme se voit à l'école, à une heure qui convient aux deux. \
C'est une promesse pour toute l'année.
default.pitch.trained | Tu es formé avant de commencer, et un adulte est là à chaque rencontre.
default.pitch.hard | Ce n'est pas toujours facile : parfois un partenaire est timide, triste ou en retard. \
Alors nous aidons.
"""
)
