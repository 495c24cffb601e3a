"""French: the form pages, by their English words. Not yet reviewed by native speakers."""

from __future__ import annotations

from workflows.text.lines import words_of

WORDS = words_of(
    """
Become a mentor | Devenir mentor
Ask for a mentor | Demander un mentor
Permission to take part | Autorisation de participer
How was your meeting? | Comment était la rencontre ?
Our agreement | Notre accord
Tell us about a worry | Nous parler d'une inquiétude
Leave the programme | Quitter le programme
Sending this form again changes your earlier answer. | Envoyer de nouveau ce formulaire change la réponse d'avant.
Your answer counts at once, and you can change it at any time with the same link. | Votre réponse compte tout de \
suite, et vous pouvez la changer à tout moment avec le même lien.
Takes less than a minute. | Cela prend moins d'une minute.
We come on time, we listen, we tell somebody when we cannot come, we keep confidences but not secrets about safety. | \
Nous venons à l'heure, nous écoutons, nous prévenons quand nous ne pouvons pas venir, nous gardons pour nous ce qu'on \
nous confie, mais jamais un secret qui touche à la sécurité.
If anyone is in danger now, call the emergency number first. | Si quelqu'un est en danger maintenant, il faut d'abord \
appeler le numéro d'urgence.
This goes straight to the safeguarding lead, nobody else. | Ceci va directement à la personne responsable de la \
protection des élèves, et à personne d'autre.
You can stop at any time and need not give a reason. | On peut arrêter à tout moment, sans donner de raison.
Your full name | Prénom et nom
Your school mail address | Adresse de courriel de l'école
Your grade (year) | Niveau (classe)
Language we write to you in | Langue de nos messages
For example: en | Par exemple : fr
Your parent's or guardian's name | Nom d'un parent ou responsable
Your parent's or guardian's mail address | Adresse de courriel d'un parent ou responsable
When could you meet? | Quelles heures conviennent pour les rencontres ?
Choose at least #. | Il faut en choisir au moins #.
What could you help with? | En quoi pourrais-tu aider ?
What would you like help with? | Pour quoi aimerais-tu de l'aide ?
Subjects | Matières
What do you enjoy? | Qu'est-ce que tu aimes ?
What do you not enjoy at all? | Qu'est-ce que tu n'aimes pas du tout ?
Languages you speak | Langues parlées
Jobs you find interesting | Métiers qui t'intéressent
Separate with commas. | À séparer par des virgules.
Anyone you would like to be with? | Y a-t-il quelqu'un avec qui tu aimerais être ?
Mail addresses, most wanted first. | Adresses de courriel, la personne la plus souhaitée en premier.
Gender | Genre
Only used if you ask for the same gender below. | Ne sert que si le même genre est demandé plus bas.
Must your partner have the same gender? | Ton partenaire doit-il être du même genre ?
How many pupils could you mentor? | Combien d'élèves pourrais-tu accompagner ?
Why would you like to take part? | Pourquoi aimerais-tu participer ?
Are you worried about somebody's safety? | Une inquiétude pour la sécurité de quelqu'un ?
Do you agree that your child takes part? | Êtes-vous d'accord pour que votre enfant participe ?
Your child would: | Votre enfant pourrait :
take part in weekly meetings at school | participer à des rencontres chaque semaine à l'école
share name and timetable with the pair | partager son nom et son emploi du temps avec son binôme
Your name | Nom et prénom
Anything we should know? | Quelque chose que nous devrions savoir ?
Did the meeting take place? | La rencontre a-t-elle eu lieu ?
How was it? (# bad, # great) | C'était comment ? (# mal, # super)
Was it hard? | Était-ce difficile ?
Anything to add? | Quelque chose à ajouter ?
Do you agree? | D'accord ?
What are you worried about? | Qu'est-ce qui est inquiétant ?
Whom is it about? | De qui s'agit-il ?
What kind of worry is it? | Quelle sorte d'inquiétude est-ce ?
Could somebody be hurt soon? | Pourrait-il bientôt arriver du mal à quelqu'un ?
Is it about one of these adults? They will not be told. | S'agit-il de l'un de ces adultes ? On ne le lui dira pas.
Your name (you may leave it empty) | Nom et prénom (peut rester vide)
Do you want to stop? | Quitter le programme ?
Would you like to say why? | Envie de dire pourquoi ?
No | Non
Yes | Oui
Yes, please contact me | Oui, merci de me contacter
Yes, I agree | Oui, je suis d'accord
No, I do not agree | Non, je ne suis pas d'accord
No, somebody did not come | Non, quelqu'un n'est pas venu
No, it was cancelled | Non, elle a été annulée
I want to talk first | Je veux d'abord en parler
Somebody is being hurt | On fait du mal à quelqu'un
Bullying | Harcèlement
Somebody is very unhappy | Quelqu'un est très malheureux
Something online | Quelque chose en ligne
Something else | Autre chose
Yes, stop now | Oui, arrêter maintenant
Settling in | Trouver sa place
Homework | Devoirs
Friendship | Amitié
Confidence | Confiance en soi
Organisation | Organisation
Attendance | Présence en cours
Maths | Maths
English | Anglais
Science | Sciences
History | Histoire
Languages | Langues
Art | Art
Music | Musique
Sport | Sport
Reading | Lecture
Games | Jeux
Cooking | Cuisine
Film | Cinéma
Coding | Programmation
Send | Envoyer
(optional) | (facultatif)
Error: | Erreur :
Please check: | À vérifier :
One answer needs another look | Une réponse est à revoir
# answers need another look | # réponses sont à revoir
Everything else you wrote is still here. | Tout le reste est encore là.
Nothing has been sent yet. | Rien n'a encore été envoyé.
Skip to content | Aller au contenu
Student mentoring, run by your school. | Le mentorat entre élèves, organisé par l'école.
This page in another language | Cette page dans une autre langue
Please choose an answer. | Merci de choisir une réponse.
Please answer this question. | Merci de répondre à cette question.
Please give one answer only. | Merci de donner une seule réponse.
Please keep this to # characters; you wrote #. | Merci de ne pas dépasser # caractères ; le texte en a #.
Please write a mail address, like name@example.org. | Merci d'écrire une adresse de courriel, comme name@example.org.
Please write a number, in digits. | Merci d'écrire un nombre, en chiffres.
Please write a date as year-month-day, like #-#-#. | Merci d'écrire une date ainsi : année-mois-jour, comme #-#-#.
Please choose from the answers offered. | Merci de choisir parmi les réponses proposées.
Please open the form with the link in the mail you got from us. | Merci d'ouvrir le formulaire avec le lien reçu dans \
notre courriel.
This question is not on the form. | Cette question n'est pas dans le formulaire.
Please open the form again. | Merci de rouvrir le formulaire.
Your answers are too long altogether. | Les réponses sont trop longues en tout.
Please shorten the longest one. | Merci de raccourcir la plus longue.
Thank you | Merci
What happens next | La suite
Thank you, your answer has arrived. | Merci, la réponse est bien arrivée.
You can close this page. | Cette page peut être fermée.
Thank you for offering your help. | Merci de vouloir aider.
You get a receipt by mail, with a link to change your answers. | Un courriel confirme l'envoi, avec un lien pour \
changer les réponses.
Your parent or guardian is asked for permission. | Nous demandons l'accord du parent ou responsable.
Nothing begins before they say yes. | Rien ne commence avant son oui.
The programme lead looks at your application and you hear from us by mail. | La personne responsable du programme lit \
la candidature, et la réponse arrive par courriel.
Thank you, we have your request. | Merci, nous avons bien reçu la demande.
Thank you, your answer counts from now. | Merci, votre réponse compte dès maintenant.
You get a copy by mail. | Une copie arrive par courriel.
You can change your mind at any time: open the same link again. | Vous pouvez changer d'avis à tout moment : rouvrez \
le même lien.
Thank you for telling us how it went. | Merci de nous avoir dit comment c'était.
The programme lead sees that the meeting was answered. | La personne responsable du programme voit qu'il y a une \
réponse pour cette rencontre.
Your next meeting is in your calendar. | La prochaine rencontre est dans l'agenda.
Thank you. | Merci.
If you want to talk first, the programme lead comes to you. | Si tu veux d'abord en parler, la personne responsable du \
programme vient te voir.
Thank you for telling us. | Merci de nous l'avoir dit.
It was right to do so. | C'était la bonne chose à faire.
The safeguarding lead is told at once. | La personne responsable de la protection des élèves est prévenue tout de suite.
If they do not answer, the next adult is told. | Si elle ne répond pas, l'adulte suivant est prévenu.
It is not shown to anybody else in the programme. | Personne d'autre dans le programme ne peut le voir.
Your answer has arrived. | La réponse est bien arrivée.
If you chose to stop, your meetings are cancelled at once. | Si le choix est d'arrêter, les rencontres sont annulées \
tout de suite.
You need not do anything else. | Il n'y a rien d'autre à faire.
Which of these are you? | Qu'est-ce qui te ressemble ?
Choose what fits; nobody checks it. | Choisis ce qui te va ; personne ne vérifie.
Mail address of a teacher who knows you | Adresse mail d'un professeur qui te connaît
This teacher gets a mail with three short questions. | Ce professeur reçoit un mail avec trois courtes questions.
Do you need anything so that you can take part? | As-tu besoin de quelque chose pour pouvoir participer ?
For example: larger print, more time, somebody with you. | Par exemple : de plus grandes lettres, \
plus de temps, quelqu'un avec toi.
Only the programme lead reads this. | Seule la personne responsable du programme lit cela.
Which idea did you use? | Quelle idée avez-vous prise ?
The first idea | La première idée
The second idea | La deuxième idée
How was that? (# bad, # great) | Comment était-ce ? (# mal, # super)
If it was hard: what was it? | Si c'était difficile : qu'est-ce que c'était ?
My partner says little | Mon partenaire parle peu
We did not know what to do | Nous ne savions pas quoi faire
We do not get on | Nous ne nous entendons pas
My partner did not come | Mon partenaire n'est pas venu
The place or the time | Le lieu ou l'heure
This pair does not fit | Ce binôme ne va pas ensemble
"""
)
